import ArgumentParser
import Foundation
import Operations
import Papers
import Primitives
import Site

extension YearLetter.Format: ExpressibleByArgument {}

/// Writes the letter of a year's plan into a file.
struct LetterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letter", abstract: "Write the letter (công văn) of a year's plan into a PDF or Word file.",
        discussion: "Without --unit it is the province's letter.")

    @OptionGroup var data: DataOptions
    @Option(help: "The emulation year.") var year: Int
    @Option(help: "One of: \(YearLetter.Format.allCases.map(\.rawValue).joined(separator: ", ")).") var format:
        YearLetter.Format
    @Option(
        name: .customLong("out"), help: ArgumentHelp("The file to write. It must not exist yet.", valueName: "file"))
    var target: String
    @Option(help: ArgumentHelp("The code of the unit whose letter it is.", valueName: "code")) var unit: String?
    @Flag(help: "Replace the file when it exists.") var force = false

    func run() async throws {
        try await telling {
            let file = URL(fileURLWithPath: target).standardizedFileURL
            if !force, FileManager.default.fileExists(atPath: file.path) {
                throw OperationsProblem("Tệp “\(target)” đã có. Chọn tên khác, hoặc thêm --force để ghi đè.")
            }
            let installation = try await Installation.open(try data.place(), schemas: .asTheyAre)
            let bytes = try await installation.closing {
                try await YearLetter.make(
                    year: year, unitCode: unit, format: format, from: installation.store, papers: try Papers(),
                    isDemo: installation.isDemo)
            }
            do {
                try Data(bytes).write(to: file, options: .atomic)
            } catch {
                throw OperationsProblem(
                    "Không ghi được tệp “\(target)”. Kiểm tra thư mục có tồn tại và có quyền ghi. (\(error.localizedDescription))"
                )
            }
            print("Đã ghi công văn năm \(year) vào \(target).")
        }
    }
}
