import ArgumentParser
import Foundation
import Law
import Operations
import Primitives

/// Times the mass assessment beside a bare scan of the same rows, and the evaluator alone. For `bin/bench`.
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Time the assessment of everybody for one title.",
        discussion: "Prints one line of JSON. Writes the report beside the data.", shouldDisplay: false)

    @OptionGroup var data: DataOptions
    @Option(help: "The title or form.") var code = "CSTDCS"
    @Option(help: "The year.") var year = 2025
    @Option(help: "For how many seconds the evaluator alone runs.") var seconds = 3

    func run() async throws {
        try await telling {
            let measurement = AssessmentMeasurement(
                code: CatalogueCode(rawValue: code), year: year, seconds: seconds, lawbook: try Lawbook.bundled())
            let installation = try await Installation.open(try data.place(), schemas: .asTheyAre)
            try await installation.closing {
                guard let moment = Instant(vietNamTime: "2025-12-05T08:00") else { throw ExitCode(1) }
                try installation.setClock(to: moment)
                let report = URL(fileURLWithPath: data.folder).appendingPathComponent("danh-gia.tsv")
                print(try await measurement.run(on: installation.store, writing: report))
            }
        }
    }
}
