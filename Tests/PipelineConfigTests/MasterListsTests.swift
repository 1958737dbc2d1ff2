import Foundation
import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// Tests of config/classifications against all that the lists of characteristics print.
@Suite struct MasterListsTests {
    /// A tree of a list: the characteristics below one, in the lists' own words.
    struct Tree: Sendable, CustomTestStringConvertible {
        let list: String
        let root: String
        let classification: String

        var testDescription: String { "\(list) \(root)" }
    }

    static let trees: [Tree] =
        [
            ("census-profile-2016", ["112", "381", "872", "1950"]),
            ("census-profile-2021", ["393", "735", "1078", "2293"]),
            ("profile-97-555-2006", ["42"]),
        ]
        .flatMap { list, roots in
            roots.map { Tree(list: list, root: $0, classification: "languages") }
        }
        + [
            ("census-profile-2016", ["1157", "1217"]), ("census-profile-2021", ["1544", "1604"]),
            ("profile-97-555-2006", ["369", "403"]),
        ]
        .flatMap { list, roots in
            roots.map { Tree(list: list, root: $0, classification: "countries") }
        }

    /// What a year prints in other words than the label that we have.
    static let otherWords: [String: String] = [
        "United States": "united-states", "Oceania and other": "oceania-and-other",
        "Other places of birth": "other-oceania-and-other", "Asia and the Middle East": "asia",
        "China, People's Republic of": "china",
        "Hong Kong, Special Administrative Region": "hong-kong",
        "Non-official languages": "non-official-single",
        "Aboriginal languages": "indigenous-languages",
        "Cree-Montagnais languages": "cree-innu-languages", "Montagnais (Innu)": "innu",
        "Moose Cree": "moose-cree", "Northern East Cree": "northern-east-cree",
        "Plains Cree": "plains-cree", "Southern East Cree": "southern-east-cree",
        "Swampy Cree": "swampy-cree", "Woods Cree": "woods-cree", "Malecite": "wolastoqewi",
        "Algonquin": "algonquin", "Ojibway": "ojibway", "Ottawa (Odawa)": "odawa",
        "Babine (Wetsuwet'en)": "wetsuweten-babine", "Beaver": "dane-zaa", "Carrier": "dakelh",
        "Chilcotin": "tsilhqotin", "Dene": "dene", "Dogrib (Tlicho)": "tlicho",
        "Sarsi (Sarcee)": "tsuu-tina", "Sekani": "tsekhene", "North Slavey (Hare)": "north-slavey",
        "South Slavey": "south-slavey", "Inuit languages": "inuktut-languages",
        "Inuit languages, n.i.e.": "inuktut-nie", "Kutenai": "ktunaxa", "Okanagan": "syilx",
        "Shuswap (Secwepemctsin)": "secwepemctsin", "Thompson (Ntlakapamux)": "ntlakapamux",
        "Kwakiutl (Kwak'wala)": "kwakwala", "Aboriginal languages, n.o.s.": "indigenous-nos",
        "Non-Aboriginal languages": "non-indigenous-languages",
        "Austro-Asiatic languages, n.i.e": "austro-asiatic-nie", "Malagasy": "malagasy",
        "Oriya (Odia)": "oriya", "Ewe": "ewe", "Sign languages, n.i.e": "sign-nie",
        "Tai-Kadai languages, n.i.e": "tai-kadai-nie", "Belarusian": "belarusan",
        "Persian languages": "persian", "Yue (Cantonese)": "cantonese",
        "English and non-official language": "english-and-other",
        "French and non-official language": "french-and-other",
        "English, French and non-official language": "english-french-and-other",
        "English and non-official language(s)": "english-and-other",
        "French and non-official language(s)": "french-and-other",
        "English, French and non-official language(s)": "english-french-and-other",
        "Multiple non-official languages": "multiple-other", "Cree": "cree",
        "Siouan languages (Dakota/Sioux)": "siouan-languages", "Dogrib": "tlicho",
        "Gitksan": "gitxsan", "Inuktitut, n.i.e.": "inuktitut",
        "Kutchin-Gwich'in (Loucheux)": "gwichin", "North Slave (Hare)": "north-slavey",
        "Shuswap": "secwepemctsin", "South Slave": "south-slavey", "Flemish": "flemish",
        "Slovenian": "slovene", "Panjabi (Punjabi)": "punjabi", "Creoles": "creole-languages",
        "Other languages": "other-languages",
    ]

    private static let configuration = Configuration.read(in: RealFiles.project, Report())

    @Test(arguments: trees)
    func `everything that a list prints by name is in the master`(_ tree: Tree) throws {
        let configuration = Self.configuration
        let id = try #require(ClassificationID(tree.classification))
        let master = try #require(configuration.classifications[id])
        let names = Dictionary(
            master.entries.map {
                (configuration.labels.text(.categories, $0.id.name)?.en ?? "", $0.id.name)
            },
            uniquingKeysWith: { first, _ in first }
        )
        let labels = try Self.labels(of: tree)
        #expect(labels.count > 25)
        for label in labels {
            let entry = names[label] ?? Self.otherWords[label]
            #expect(entry.flatMap(CategoryID.init).flatMap { master[$0] } != nil, "\(label)")
        }
    }

    /// The labels below the root of a tree.
    private static func labels(of tree: Tree) throws -> [String] {
        let project = RealFiles.project
        let path = "\(project)/config/characteristics/\(tree.list).csv"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var labels: [String] = []
        var depth: Int?
        for line in text.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: ",", maxSplits: 2)
            let own = Int(fields[1]) ?? 0
            if let depth {
                if own <= depth { break }
                labels.append(fields[2].trimmingQuotes)
            } else if fields[0] == tree.root {
                depth = own
            }
        }
        return labels
    }

    @Test func `every entry is reached from a region or family, and no code stands twice`() {
        for master in Self.configuration.classifications.values {
            let codes = master.entries.compactMap(\.code)
            #expect(Set(codes).count == codes.count)
            for entry in master.entries where entry.kind.isRanked {
                #expect(!master.ancestors(of: entry.id).isEmpty, "\(entry.id)")
            }
        }
    }

    @Test func `states that were divided have all their successors in the master`() throws {
        let countries = try #require(
            Self.configuration.classifications[ClassificationID(known: "countries")]
        )
        let divided = countries.entries.filter { !$0.successors.isEmpty }
        #expect(
            divided.map { "\($0.id) \($0.until ?? "") \($0.successors.count)" } == [
                "netherlands-antilles 2010-10 3", "yugoslavia 1991 5",
                "serbia-and-montenegro 2006-06 2", "soviet-union 1991 15",
                "czechoslovakia 1993-01 2", "sudan-to-2011 2011-07 2",
            ]
        )
    }
}

extension Substring {
    fileprivate var trimmingQuotes: String {
        hasPrefix("\"")
            ? String(dropFirst().dropLast()).replacing("\"\"", with: "\"") : String(self)
    }
}
