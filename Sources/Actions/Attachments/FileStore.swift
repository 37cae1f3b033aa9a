import Dispatch
import Foundation
import Primitives
import Records

/// The content of papers: one file for each SHA-256 under the data folder. A file is on the disk before any row names it, and
/// is never changed; the same paper sent twice is kept once.
public struct FileStore: Sendable {
    let folder: URL
    private static let queue = DispatchQueue(label: "files", attributes: .concurrent)

    /// - Parameter folder: made when it is not there.
    public init(folder: URL) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func location(_ hash: String) -> URL {
        folder.appendingPathComponent(FileStore.path(of: hash))
    }

    /// Where a file lies below the folder.
    public static func path(of hash: String) -> String { String(hash.prefix(2)) + "/" + hash }

    /// Writes and syncs the content; returns its SHA-256.
    public func store(_ bytes: [UInt8]) async throws -> String {
        let hash = sha256(bytes)
        let target = location(hash)
        try await FileStore.onQueue {
            if FileManager.default.fileExists(atPath: target.path) { return }
            let directory = target.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            let temporary = directory.appendingPathComponent("\(hash).\(UUID().uuidString).part")
            guard FileManager.default.createFile(atPath: temporary.path, contents: nil) else {
                throw Problem(
                    .conflict,
                    "Máy chủ không ghi được tệp (có thể hết dung lượng). Tệp chưa được lưu; xin báo quản trị hệ thống.")
            }
            let handle = try FileHandle(forWritingTo: temporary)
            try handle.write(contentsOf: Data(bytes))
            try handle.synchronize()
            try handle.close()
            // Two writers of the same content may meet here; either file is as good as the other.
            if rename(temporary.path, target.path) != 0 {
                try? FileManager.default.removeItem(at: temporary)
                throw CocoaError(.fileWriteUnknown)
            }
            FileStore.synchronizeDirectory(directory)
        }
        return hash
    }

    /// - Throws: not found, when the file is missing.
    public func load(_ hash: String) async throws -> [UInt8] {
        let target = location(hash)
        return try await FileStore.onQueue {
            guard let data = FileManager.default.contents(atPath: target.path) else {
                throw Problem.notFound("tệp này")
            }
            return Array(data)
        }
    }

    /// Whether the file is there and its content is what its name says.
    public func isSound(_ hash: String) -> Bool {
        guard let data = FileManager.default.contents(atPath: location(hash).path) else { return false }
        return sha256(Array(data)) == hash
    }

    private static func synchronizeDirectory(_ directory: URL) {
        let descriptor = open(directory.path, O_RDONLY)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func onQueue<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
