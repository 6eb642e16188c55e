import FoundationEssentials
import Testing

@Suite("The handbooks")
struct HandbookTests {
    private func handbooks() throws -> [(name: String, book: Handbook)] {
        try Handbook.names.map { ($0, try Handbook(named: $0)) }
    }

    @Test func `tell people to type the same in every language`() throws {
        let books = try handbooks().map(\.book)
        #expect(!books[0].commands.isEmpty)
        #expect(books[0].commands == books[1].commands)
        #expect(Set(books[0].quotations) == Set(books[1].quotations))
        #expect(books[0].paths.count > 3)
    }

    @Test func `name only make targets that exist`() throws {
        let makefile = try String(contentsOfFile: "\(Repository.root)/Makefile", encoding: .utf8)
        for (name, book) in try handbooks() {
            let lines = book.lines(beginningWith: "make")
            #expect(lines.count > 2, "the targets were not found in \(name)")
            for line in lines where line != "make" {
                let target = line.dropFirst("make ".count).prefix { $0 != " " }
                #expect(makefile.contains("\n\(target): ## "), "\(name): \(line)")
            }
        }
    }

    @Test func `name only files that exist, and scripts that run`() throws {
        for (name, book) in try handbooks() {
            for path in book.paths {
                let file = "\(Repository.root)/\(path)"
                #expect(FileManager.default.fileExists(atPath: file), "\(name): \(path)")
            }
            for line in book.quotations where line.hasPrefix("deploy/") && line.contains(" ") {
                let script = line.prefix { $0 != " " }
                let file = "\(Repository.root)/\(script)"
                #expect(FileManager.default.isExecutableFile(atPath: file), "\(name): \(line)")
            }
        }
    }

    @Test func `are read as people read them`() {
        let book = Handbook(
            """
            Use `make run`, or `tool <name>` and [more](MORE.md), not <https://example.com>.
            ```sh
            make test    # everything
            ```
            ```
            `make nothing`
            ```
            """
        )
        #expect(book.commands == ["make test"])
        #expect(book.quotations == ["make run", "tool <>"])
        #expect(book.links == ["MORE.md"])
        #expect(book.lines(beginningWith: "make") == ["make test", "make run"])
    }
}
