import ArgumentParser
import Demo
import Domain
import Foundation
import Law
import Operations
import Primitives
import Records
import Store

/// Adds invented data by the thousand to demonstration data. For measurements and for tests of durability.
struct BulkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bulk", abstract: "Add invented data by the thousand to demonstration data.",
        discussion: "Prints the identities of the dossiers that are ready to be submitted, one on a line.",
        shouldDisplay: false)

    @OptionGroup var data: DataOptions
    @Option(help: "How many entries to add to the roll.") var commendations = 0
    @Option(help: "How many dossiers of all units and states to add.") var dossiers = 0
    @Option(help: "How many people with five years of titles to add.") var people = 0
    @Option(help: "How many of them belong to one unit; its identity is printed.") var inOneUnit = 0
    @Option(help: "How many dossiers of one commune that lack nothing but the submission.") var drafts = 0

    func run() async throws {
        try await telling {
            let lawbook = try Lawbook.bundled()
            let installation = try await Installation.open(try data.place(), schemas: .asTheyAre)
            try await installation.closing {
                guard let moment = Instant(vietNamTime: "2025-12-05T08:00") else { throw ExitCode(1) }
                try installation.setClock(to: moment)
                let store = installation.store
                if people > 0 {
                    let unit = try await BulkData.addPeople(
                        people, inOneUnit: inOneUnit, lawbook: lawbook, to: store)
                    if let unit, inOneUnit > 0 { print("unit", unit) }
                }
                try await BulkData.addCommendations(commendations, to: store, progress: { _ in })
                let actor = try await store.read { tx -> Actor in
                    guard let found = try AccountRecords.account(username: "canbo.phongquang", in: tx) else {
                        throw Problem.notFound("tài khoản canbo.phongquang của dữ liệu trình diễn")
                    }
                    let grants = try AccountRecords.grants(of: [found.account.id], in: tx)[found.account.id] ?? []
                    return Actor(accountID: found.account.id, name: found.account.name, grants: grants)
                }
                try await BulkData.addDossiers(dossiers, by: actor, to: store)
                guard let unitID = actor.units(as: .unitOfficer).first else { return }
                let made = try await BulkData.addDrafts(
                    drafts, of: unitID, by: actor, lawbook: lawbook, files: installation.files, to: store)
                for dossier in made { print(dossier.id) }
            }
        }
    }
}
