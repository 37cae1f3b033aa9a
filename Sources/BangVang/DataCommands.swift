import ArgumentParser
import Demo
import Domain
import Foundation
import Law
import Operations
import Primitives
import Records

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the tables of the database up to this program. Back up first.")

    @OptionGroup var data: DataOptions

    func run() async throws {
        try await telling {
            let installation = try await Installation.open(try data.place(), schemas: .migrate)
            await installation.close()
            print("Cơ sở dữ liệu ở phiên bản \(installation.schema).")
        }
    }
}

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Fill an empty place with an invented province.")

    @OptionGroup var data: DataOptions

    func run() async throws {
        try await telling {
            let accounts = try await Installation.makeDemo(
                in: try data.place(), lawbook: try Lawbook.bundled(), progress: { complain($0) })
            let columns: [(String, (DemoAccount) -> String)] = [
                ("Tên đăng nhập", \.username), ("Mật khẩu", \.password), ("Họ và tên", \.name), ("Vai trò", \.role),
                ("Đơn vị", \.unit),
            ]
            printTable(columns.map(\.0), accounts.map { account in columns.map { $0.1(account) } })
        }
    }
}

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write everything into one file, while the site is served.",
        discussion: "The file holds the key of the identity numbers. Encrypt it before it leaves the machine.")

    @OptionGroup var data: DataOptions
    @Option(
        name: .customLong("to"), help: ArgumentHelp("The file to write. It must not exist yet.", valueName: "file.tar"))
    var target: String

    func run() async throws {
        try await telling {
            let report = try await Backup.make(
                of: try data.place(), to: URL(fileURLWithPath: target).standardizedFileURL)
            let rows = report.manifest.rows.values.reduce(0, +)
            print(
                "Đã sao lưu \(report.manifest.rows.count) bảng, \(rows) dòng và \(report.manifest.fileCount) tệp văn bản vào \(target)."
            )
            if !report.missingFiles.isEmpty {
                for hash in report.missingFiles { complain("Văn bản đính kèm: thiếu tệp \(hash).") }
                throw ExitCode(1)
            }
        }
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make an installation out of a backup, in an empty place.")

    @OptionGroup var data: DataOptions
    @Option(name: .customLong("from"), help: ArgumentHelp("The file of the backup.", valueName: "file.tar"))
    var source: String

    func run() async throws {
        try await telling {
            let place = try data.place()
            let manifest = try await Restore.run(from: URL(fileURLWithPath: source).standardizedFileURL, to: place)
            let rows = manifest.rows.values.reduce(0, +)
            print(
                "Đã khôi phục \(manifest.rows.count) bảng, \(rows) dòng và \(manifest.fileCount) tệp văn bản, đúng như lúc sao lưu."
            )
        }
    }
}

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that the data are whole. Exit code 1 when they are not.")

    @OptionGroup var data: DataOptions

    func run() async throws {
        try await telling {
            let report = try await Verification.run(try data.place())
            if report.problems.isEmpty {
                print(
                    "Dữ liệu nguyên vẹn: \(report.eventCount) mục nhật ký, \(report.commendationCount) mục Bảng vàng, "
                        + "\(report.fileCount) tệp văn bản.")
            } else {
                for problem in report.problems { complain(problem) }
                throw ExitCode(1)
            }
        }
    }
}

struct StatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "states", abstract: "Print the states of a dossier: the text of docs/states/dossier.md.")

    func run() { print(DossierDiagram.markdown, terminator: "") }
}

/// Columns side by side, as wide as their longest value.
func printTable(_ head: [String], _ rows: [[String]]) {
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
    for row in [head] + rows {
        let cells = row.indices.map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }
        print(cells.joined(separator: "  "))
    }
}
