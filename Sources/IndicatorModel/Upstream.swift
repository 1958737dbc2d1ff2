/// Where the file of a part is on the network.
package enum Upstream: Hashable, Sendable {
    case url(String)
    /// One of the resources of the source's package in a CKAN catalogue.
    case resource(ResourcePattern)
}

/// A package (data set) of a CKAN catalogue, such as open.canada.ca.
///
/// Source: CKAN 2.10, Action API: `package_show`, `package_search`.
package struct CatalogPackage: Hashable, Sendable {
    /// The root of the action API, such as `https://open.canada.ca/data/api/3/action`.
    package let api: String
    package let choice: Choice

    package enum Choice: Hashable, Sendable {
        case id(String)
        /// The one package that a search finds whose title fits a pattern with `*`.
        case search(query: String, title: String)
    }

    package init(api: String, choice: Choice) {
        self.api = api
        self.choice = choice
    }
}

/// Which resource of a package is meant: exactly one must fit.
package struct ResourcePattern: Hashable, Sendable {
    /// A pattern with `*` for the resource's name in English.
    package let name: String
    /// Such as `CSV` or `XLSX`, whatever its case; any when nil.
    package let format: String?
    /// A pattern with `*` for the last part of the resource's URL; any when nil.
    package let file: String?

    package init(name: String, format: String?, file: String?) {
        self.name = name
        self.format = format
        self.file = file
    }
}
