import ArgumentParser
import Foundation
import Law
import Operations
import Primitives
import Records
import Store

/// The law as the program holds it: read, checked, compared, and asked.
struct LawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "law",
        abstract: "Read, check and compare the law that the program goes by, and ask it about cases.",
        subcommands: [
            LawCheckCommand.self, LawListCommand.self, LawShowCommand.self, LawDiffCommand.self,
            LawExplainCommand.self, LawAssessCommand.self,
        ])
}

/// Which lawbook: the one built into the program, or the files of a folder.
struct LawbookOptions: ParsableArguments {
    @Option(
        name: .customLong("lawbook"),
        help: ArgumentHelp("A folder with a lawbook. Without it, the one built into the program.", valueName: "dir"))
    var folder: String?

    func files() throws -> [String: String] {
        guard let folder else { return try Lawbook.bundledFiles() }
        let files = try Texts.folder(folder)
        guard files["contents.yaml"] != nil else {
            throw OperationsProblem("“\(folder)” không phải thư mục lawbook: không có tệp contents.yaml.")
        }
        return files
    }

    func lawbook() throws -> Lawbook { try Lawbook(files: files()) }
}

/// Text files, read as they are.
private enum Texts {
    static func file(_ path: String) throws -> String {
        let data =
            path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
        guard let data else { throw OperationsProblem("\(path): không đọc được tệp này.") }
        guard let text = String(data: data, encoding: .utf8) else {
            throw OperationsProblem("\(path): không phải văn bản UTF-8.")
        }
        return text
    }

    /// All YAML files under a folder, by their path in it.
    static func folder(_ path: String) throws -> [String: String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue,
            let walk = FileManager.default.enumerator(atPath: path)
        else { throw OperationsProblem("Không có thư mục “\(path)”.") }
        var files: [String: String] = [:]
        for case let name as String in walk where name.hasSuffix(".yaml") {
            files[name] = try file(URL(fileURLWithPath: path).appendingPathComponent(name).path)
        }
        return files
    }
}

private func day(_ text: String) throws -> CivilDate {
    guard let day = CivilDate(iso: text) else {
        throw ValidationError("“\(text)” không phải một ngày. Viết như 2026-03-15.")
    }
    return day
}

private func today() -> CivilDate { Clock.system.now().day }

struct LawCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the files of the lawbook. Exit code 1 when there is an error.",
        discussion: """
            Looks for unknown keys, citations of nothing, days without a rule or with two (from 2010-01-01 to two years ahead),
            criteria without a scenario that meets them and one that does not, and entries that nobody has compared with the
            source for 180 days. One problem per line, with file and key. Warnings and notes do not fail.
            """)

    /// From the root of the project.
    static let projectScenarios = "Tests/LawTests/scenarios"

    @OptionGroup var source: LawbookOptions
    @Option(help: ArgumentHelp("The day to check for. Today when left out.", valueName: "date"), transform: day)
    var today: CivilDate?
    @Option(
        help: ArgumentHelp(
            "The folder of scenarios. Without it, \(projectScenarios), when there is one.", valueName: "dir"))
    var scenarios: String?
    @Flag(help: "Entries not checked for 180 days are errors too.") var strict = false

    func run() async throws {
        try await telling {
            let files = try source.files()
            let folder = scenarios ?? Self.projectScenarios
            var cases: [CaseFile]?
            if scenarios != nil || FileManager.default.fileExists(atPath: folder) {
                cases = try Texts.folder(folder).sorted { $0.key < $1.key }.map {
                    CaseFile($0.value, file: "\(folder)/\($0.key)")
                }
            }
            let check = LawbookCheck(
                files: files, today: today ?? BangVang.today(), isStrict: strict, scenarios: cases)
            let found = check.run()
            for problem in found { print(problem) }
            if let cases {
                complain("\(cases.reduce(0) { $0 + $1.cases.count }) scenarios in \(folder).")
            } else {
                complain(
                    "Scenarios were not checked: there is no folder \(folder) here. Give it with --scenarios, or run from the "
                        + "root of the project.")
            }
            let errors = found.count { $0.weight == .error }
            let warnings = found.count { $0.weight == .warning }
            complain(
                "\(files.count) files, every day from \(LawbookCheck.firstDay) to \(check.lastDay): \(errors) errors, "
                    + "\(warnings) warnings, \(found.count - errors - warnings) notes.")
            if errors > 0 { throw ExitCode(1) }
        }
    }
}

struct LawListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the titles and forms in force on a day.")

    @OptionGroup var source: LawbookOptions
    @Option(help: ArgumentHelp("The day. Today when left out.", valueName: "date"), transform: day)
    var on: CivilDate?

    func run() async throws {
        try await telling {
            let day = on ?? today()
            let rows = try source.lawbook().table(on: day)
            guard !rows.isEmpty else {
                throw OperationsProblem("Không có danh hiệu, hình thức nào áp dụng ngày \(day.written).")
            }
            printTable(["Mã", "Tên", "Loại", "Đối tượng", "Cấp quyết định"], rows)
        }
    }
}

struct LawShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one title or form as of a day: who decides, standards, votes, papers, deadlines, money.")

    @OptionGroup var source: LawbookOptions
    @Argument(help: "The code, such as CSTDCS.") var code: String
    @Option(help: ArgumentHelp("The day. Today when left out.", valueName: "date"), transform: day)
    var on: CivilDate?

    func run() async throws {
        try await telling {
            let code = CatalogueCode(rawValue: code.uppercased())
            print(try source.lawbook().text(of: code, on: on ?? today()), terminator: "")
        }
    }
}

struct LawDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show what changed in the law between two days.")

    @OptionGroup var source: LawbookOptions
    @Argument(help: ArgumentHelp("The first day.", valueName: "date"), transform: day) var first: CivilDate
    @Argument(help: ArgumentHelp("The second day.", valueName: "date"), transform: day) var second: CivilDate

    func run() async throws {
        try await telling {
            let changes = try source.lawbook().changes(from: first, to: second)
            print("Từ ngày \(first.written) đến ngày \(second.written): \(changes.count) thay đổi")
            var section: LawbookLine.Section?
            for change in changes {
                if change.section != section {
                    section = change.section
                    print("\n\(change.section.rawValue)")
                }
                switch (change.before, change.after) {
                case (nil, let after?): print("+ \(change.title): \(after)")
                case (let before?, nil): print("- \(change.title): \(before)")
                case (let before?, let after?): print("~ \(change.title)\n    trước: \(before)\n    sau:   \(after)")
                case (nil, nil): break
                }
            }
        }
    }
}

struct LawExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Explain every nomination of a dossier: the stored rule check, and what the law and the facts say now.")

    @OptionGroup var data: DataOptions
    @OptionGroup var source: LawbookOptions
    @Argument(help: "The number of the dossier, such as HS-2025-000123, or its identity.") var dossier: String

    func run() async throws {
        try await telling {
            let lawbook = try source.lawbook()
            let installation = try await Installation.open(try data.place(), schemas: .asTheyAre)
            let lines = try await installation.closing {
                try await installation.store.read { tx in
                    try DossierExplanation.lines(of: dossier, lawbook: lawbook, in: tx)
                }
            }
            for line in lines { print(line) }
        }
    }
}

struct LawAssessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess", abstract: "Answer cases written in YAML: one JSON object per case and line.",
        discussion: """
            The format is told in docs/law/cases.md. What a case expects is compared; what does not hold is told on standard
            error. Exit code 1 when an expectation does not hold, 2 when a file, a case or the lawbook cannot be read ("-" reads
            standard input).
            """)

    @OptionGroup var source: LawbookOptions
    @Argument(help: ArgumentHelp("Files of cases.", valueName: "file")) var files: [String]

    func run() async throws {
        try await telling {
            let lawbook: Lawbook
            do {
                lawbook = try source.lawbook()
            } catch {
                complain("\(error)")
                throw ExitCode(2)
            }
            var isReadable = true
            var mismatchCount = 0
            for path in files {
                let file: CaseFile
                do {
                    file = CaseFile(try Texts.file(path), file: path)
                } catch {
                    complain("\(error)")
                    isReadable = false
                    continue
                }
                for fault in file.faults {
                    complain("\(fault)")
                    isReadable = false
                }
                for legalCase in file.cases {
                    let answer = lawbook.answer(legalCase)
                    print(try answer.json())
                    let mismatches = lawbook.mismatches(of: legalCase, in: answer)
                    for mismatch in mismatches { complain("\(mismatch)") }
                    mismatchCount += mismatches.count
                    for remark in lawbook.remarks(on: legalCase) {
                        complain("\(path): \(legalCase.id): note: \(remark)")
                    }
                }
            }
            if !isReadable { throw ExitCode(2) }
            if mismatchCount > 0 { throw ExitCode(1) }
        }
    }
}
