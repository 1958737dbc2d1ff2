import CurlTransfer
import Testing

@Suite struct TransferFailureTests {
    static let shown = [
        ("https://a.ca/b", "https://a.ca/b"),
        ("https://user:secret@a.ca:80/b?c=d#e", "https://***@a.ca:80/b?***"),
        ("https://us@er:sec@a.ca", "https://***@a.ca"),
        ("https://a.ca/x@y", "https://a.ca/x@y"),
        ("https://a.ca?u@v", "https://a.ca?***"),
        ("no url ?x", "no url ?***"),
        ("", ""),
    ]

    @Test(arguments: shown)
    func `a URL is shown without user, password and query`(_ url: String, _ text: String) {
        #expect(shownURL(url) == text)
    }

    static let hosts = [
        ("https://A.ca/b", "a.ca"), ("http://u:p@x@a.ca:80?q", "a.ca"),
        ("smtp://[::1]:25", "::1"), ("http://127.0.0.1:8/", "127.0.0.1"), ("a.ca", ""),
    ]

    @Test(arguments: hosts)
    func `finds the host of a URL`(_ url: String, _ name: String) {
        #expect(host(ofURL: url) == name)
    }

    @Test func `knows the names and numbers of this machine`() {
        for name in ["localhost", "127.0.0.1", "127.9.9.9", "::1"] { #expect(isLoopback(name)) }
        for name in ["", "localhost.ca", "127.0.0.1.ca", "10.0.0.1", "127.evil"] {
            #expect(!isLoopback(name))
        }
    }
}
