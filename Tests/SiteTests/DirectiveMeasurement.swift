import Actions
import Domain
import HTTPTypes
import Primitives
import Records
import TestSupport
import TestWorld
import Testing
import WebSupport

import class Foundation.ProcessInfo

/// How long the pages of one document take with two thousand units and twenty-five thousand people. Measured by hand, because
/// other tests beside it would be measured too: `BANGVANG_MEASURE=1 swift test --filter DirectiveMeasurement`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["BANGVANG_MEASURE"] != nil))
struct DirectiveMeasurement {
    @Test(arguments: TestEngine.available)
    func `two thousand units, twenty-five thousand people`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            @Sendable func timed<Value>(_ name: String, _ body: () async throws -> Value) async throws -> Value {
                let clock = ContinuousClock()
                let start = clock.now
                let value = try await body()
                print("\(engine) \(name): \(start.duration(to: clock.now))")
                return value
            }
            let (units, officers) = try await timed("making units and people") {
                try await world.widen(communes: 1900, departments: 98, people: 13, officers: 1)
            }
            var typed = world.typedDirective()
            typed.scopes = [.all]
            let id = try await DraftDirective(unitID: world.province, typed: typed).run(
                by: world.specialist, on: world.store)
            let sent = try await timed("send") {
                try await SendDirective(id: id, version: 1).run(by: world.specialist, on: world.store)
            }
            print("\(engine) sent to \(sent.units)")
            let specialist = world.specialist
            try await timed("spread everywhere") {
                try await world.store.write { tx in
                    for unit in units {
                        _ = try DirectiveReaderRecords.spread(id, at: unit, to: nil, by: specialist, in: tx)
                    }
                    for unit in units.prefix(1200) {
                        _ = try DirectiveReaderRecords.acknowledge(
                            id, at: unit, people: nil, by: specialist.accountID, isRecorded: true, in: tx)
                    }
                }
            }
            let people = try await world.store.read { tx in
                try DirectiveReaderRecords.page(of: id, at: units[1999 - 2], after: nil, limit: 13, in: tx)
            }
            var readers: [Actor] = []
            for (index, person) in people.enumerated() {
                readers.append(try await world.staffAccount("doc\(index)", of: person.personID, named: person.name))
            }
            let all = readers
            try await timed("\(all.count) people of one unit acknowledge at once") {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for reader in all {
                        group.addTask { _ = try await AcknowledgeDirective(id: id).run(by: reader, on: world.store) }
                    }
                    try await group.waitForAll()
                }
            }
            _ = try await timed("one officer records a unit") {
                try await RecordReadings(id: id, unitID: units[0], people: nil).run(by: officers[0], on: world.store)
            }
            try await timed("remind") {
                _ = try await RemindDirective(id: id).run(by: world.specialist, on: world.store)
            }
            let ticket = try await SignIn(username: "chuyenvien.snv", password: World.password, address: "127.0.0.1")
                .run(on: world.store)
            let headers: HTTPFields = [.cookie: "__Host-phien=\(ticket.token)"]
            try await world.site { client in
                for path in [
                    Route.directiveBoard.path(id), Route.directiveBoard.path(id) + "?xem=da-xong",
                    Route.directive.path(id),
                    Route.directives.path() + "?xem=da-gui", Route.work.path(), Route.delivery.path(id, units[0]),
                ] {
                    _ = try await client.page(path, headers: headers)
                    for _ in 0..<3 {
                        try await timed(path.replacing(id.rawValue, with: "…")) {
                            _ = try await client.page(path, headers: headers)
                        }
                    }
                }
            }
        }
    }
}
