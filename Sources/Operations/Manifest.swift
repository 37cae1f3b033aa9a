import Crypto
import Foundation
import Primitives
import Records
import Store

/// What a backup holds, so that a restored installation can be compared with the one that was copied.
public struct Manifest: Codable, Equatable, Sendable {
    public struct Part: Codable, Equatable, Sendable {
        public let name: String
        public let byteCount: Int
        public let sha256: String
    }

    /// Changes when the layout of a backup does.
    public static let currentFormat = 1
    static let fileName = "manifest.json"

    public let format: Int
    public let madeAt: String
    public let engine: String
    public let schema: Int
    public let isDemo: Bool
    /// Rows of each table.
    public let rows: [String: Int]
    public let chainDigest: String
    /// Papers beside the database. Each is named by its own SHA-256.
    public let fileCount: Int
    public let parts: [Part]

    func written() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

/// What a database holds at one moment.
struct Contents: Equatable, Sendable {
    let rows: [String: Int]
    let chainDigest: String
    let fileHashes: [String]
    let schema: Int
    let isDemo: Bool

    static func read(_ engine: Engine, in tx: any ReadTransaction) throws -> Contents {
        Contents(
            rows: try InstallationRecords.rowCounts(on: engine, in: tx),
            chainDigest: try InstallationRecords.chainDigest(in: tx),
            fileHashes: try AttachmentRecords.fileHashes(in: tx),
            schema: try InstallationRecords.schemaVersion(in: tx),
            isDemo: try InstallationRecords.isDemo(in: tx) ?? false)
    }
}

extension Manifest.Part {
    /// Reads a file piece by piece: it may be larger than the memory.
    init(name: String, file: URL) throws {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var hash = SHA256()
        var count = 0
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            hash.update(data: piece)
            count += piece.count
        }
        self.init(
            name: name, byteCount: count,
            sha256: hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
}
