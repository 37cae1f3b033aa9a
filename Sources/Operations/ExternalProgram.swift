import Foundation
import Subprocess

/// Programs of the system that do part of the work: `tar`, `pg_dump`, `pg_restore`.
enum ExternalProgram {
    /// Runs a program to its end. Nothing goes in or comes out but files that it reads and writes.
    ///
    /// - Parameter secrets: added to the environment, because everybody on the machine can read arguments.
    /// - Throws: ``OperationsProblem`` when the program is missing or fails, with what it said.
    static func run(_ name: String, _ arguments: [String], secrets: [String: String] = [:]) async throws {
        var values: [Environment.Key: String?] = ["LC_ALL": "C.UTF-8"]
        for (key, value) in secrets {
            if let key = Environment.Key(rawValue: key) { values[key] = value }
        }
        do {
            let result = try await Subprocess.run(
                .name(name), arguments: Arguments(arguments), environment: .inherit.updating(values), input: .none,
                output: .discarded, error: .string(limit: 64 * 1024))
            guard result.terminationStatus.isSuccess else {
                let said = result.standardError.trimmingCharacters(in: .whitespacesAndNewlines)
                throw OperationsProblem(
                    "Chương trình “\(name)” không làm xong việc: \(said.isEmpty ? "\(result.terminationStatus)" : said)"
                )
            }
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw OperationsProblem("Máy chủ chưa cài chương trình “\(name)”. Cài chương trình này rồi chạy lại.")
        }
    }

    /// What `pg_dump` and `pg_restore` need to reach a database.
    static func postgresEnvironment(_ url: String) throws -> [String: String] {
        guard let parts = URLComponents(string: url) else {
            throw OperationsProblem("Địa chỉ trong BANGVANG_DATABASE không đúng. Sửa biến này rồi chạy lại.")
        }
        var values: [String: String] = ["PGDATABASE": String(parts.path.dropFirst())]
        if let host = parts.host, !host.isEmpty { values["PGHOST"] = host.removingPercentEncoding ?? host }
        if let port = parts.port { values["PGPORT"] = String(port) }
        if let user = parts.user { values["PGUSER"] = user }
        if let password = parts.password { values["PGPASSWORD"] = password }
        let known = [
            "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
            "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
            "connect_timeout": "PGCONNECT_TIMEOUT", "passfile": "PGPASSFILE", "options": "PGOPTIONS",
        ]
        for item in parts.queryItems ?? [] {
            if let name = known[item.name], let value = item.value { values[name] = value }
        }
        return values
    }
}
