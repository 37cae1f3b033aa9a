import Foundation
import Testing

/// The graph of docs/structure.md, held by reading the imports of every file.
@Suite struct ImportTests {
    /// What the files of a target may import, besides the standard library's own modules below.
    static let allowed: [String: Set<String>] = [
        "Primitives": [],
        "Law": ["Primitives", "Yams", "Crypto"],
        "Domain": ["Primitives", "Law"],
        "Store": ["Primitives"],
        "StoreSQLite": ["Primitives", "Store", "GRDB", "GRDBSQLite"],
        "StorePostgres": ["Primitives", "Store", "CLibPQ"],
        "Records": ["Primitives", "Law", "Domain", "Store", "Crypto"],
        "Actions": ["Primitives", "Law", "Domain", "Store", "Records", "Crypto", "CArgon2"],
        "Papers": ["Primitives", "Mustache", "Subprocess"],
        "WebSupport": ["Primitives", "Hummingbird", "HTTPTypes", "NIOCore", "Crypto"],
        "StaffWeb": [
            "Primitives", "Law", "Domain", "Store", "Records", "Actions", "Papers", "WebSupport", "Hummingbird",
            "HTTPTypes",
        ],
        "Portal": ["Primitives", "Law", "Domain", "Store", "Records", "WebSupport", "Hummingbird", "HTTPTypes"],
        "Jobs": ["Primitives", "Domain", "Store", "Records", "Actions", "Logging", "ServiceLifecycle", "Subprocess"],
        "Demo": ["Primitives", "Law", "Domain", "Store", "Records", "Actions"],
        "Site": [
            "Primitives", "Law", "Domain", "Store", "Records", "Actions", "Papers", "WebSupport", "StaffWeb", "Portal",
            "Hummingbird", "HTTPTypes", "Logging",
        ],
        "Operations": [
            "Primitives", "Law", "Domain", "Store", "StoreSQLite", "StorePostgres", "Records", "Actions", "Demo",
            "Crypto",
            "Subprocess",
        ],
    ]

    static let platform: Set<String> = ["Foundation", "Dispatch", "Synchronization", "Glibc", "Darwin"]

    static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources")

    static func files(of target: String) throws -> [(name: String, text: String)] {
        let folder = sources.appendingPathComponent(target)
        let enumerator = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        return try enumerator.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map { url in
            (url.lastPathComponent, try String(contentsOf: url, encoding: .utf8))
        }
    }

    static func imports(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").filter { !$0.hasPrefix("@") && $0 != "public" && $0 != "package" }
            guard words.first == "import", words.count >= 2 else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "var", "let", "typealias"]
            let module = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
            return String(module.split(separator: ".")[0])
        }
    }

    @Test(arguments: allowed.keys.sorted())
    func `a target imports only what its row allows`(target: String) throws {
        let allowed = try #require(Self.allowed[target])
        let files = try Self.files(of: target)
        #expect(!files.isEmpty)
        for file in files {
            for module in Self.imports(file.text) where !Self.platform.contains(module) {
                #expect(allowed.contains(module), "\(target)/\(file.name) imports \(module)")
            }
        }
    }

    @Test func `imports are found in every form`() {
        let text =
            "import Foundation\n@testable import Law\npublic import Hummingbird\nimport struct Store.SQL\n// import Actions\nlet x = 1"
        #expect(Self.imports(text) == ["Foundation", "Law", "Hummingbird", "Store"])
    }

    @Test(arguments: ["Law", "Domain"])
    func `the pure centre has no clock, no chance and no I-O`(target: String) throws {
        let banned = [
            "Date()", "Clock.system", "UUID(", "SystemRandomNumberGenerator", "URLSession", "ID(at:",
        ]
        for file in try Self.files(of: target) {
            for word in banned { #expect(!file.text.contains(word), "\(target)/\(file.name) uses \(word)") }
            // Chance may be handed in, as a generator; it may not be taken from the system.
            for line in file.text.split(separator: "\n") where line.contains(".random(in") {
                #expect(line.contains("using:"), "\(target)/\(file.name) draws by itself: \(line)")
            }
        }
    }

    @Test(arguments: ["Domain", "Law", "Actions", "Papers", "WebSupport", "StaffWeb", "Portal", "Demo", "Jobs"])
    func `SQL is written in Records and the drivers only`(target: String) throws {
        let statements = ["SELECT ", "INSERT INTO", "DELETE FROM", "UPDATE "]
        for file in try Self.files(of: target) {
            for statement in statements {
                #expect(
                    !file.text.contains("\"\(statement)") && !file.text.contains("    \(statement)"),
                    "\(target)/\(file.name): \(statement)")
            }
        }
    }

    /// Synonyms of the glossary's words: one name for one thing.
    @Test func `words that the glossary replaces are not used in code`() throws {
        let banned = ["Campaign", "Award(", "class Award", "struct Award", "Utils", "Helpers", "Extensions"]
        for target in Self.allowed.keys {
            for file in try Self.files(of: target) {
                for word in banned { #expect(!file.text.contains(word), "\(target)/\(file.name) says \(word)") }
            }
        }
    }
}
