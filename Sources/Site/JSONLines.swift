import Foundation
import Logging
import Primitives
import Synchronization

/// Writes each entry of the log as one line of JSON on standard error.
public struct JSONLines: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level = .info
    private let label: String
    private let write: @Sendable (String) -> Void

    /// - Parameter write: where a finished line goes; standard error when nothing is said.
    public init(label: String, write: @escaping @Sendable (String) -> Void = JSONLines.toStandardError) {
        self.label = label
        self.write = write
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var all = metadata
        if let more = event.metadata { all.merge(more) { _, new in new } }
        if let error = event.error { all["error"] = "\(error)" }
        var line = #"{"time":"# + JSONLines.quoted(Clock.system.now().iso)
        line += #","level":"# + JSONLines.quoted(event.level.rawValue)
        line += #","message":"# + JSONLines.quoted(event.message.description)
        // The number that the page of an error quotes.
        if let request = all.removeValue(forKey: "hb.request.id") {
            line += #","request":"# + JSONLines.quoted(request.description)
        }
        line += #","source":"# + JSONLines.quoted(label)
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            line += "," + JSONLines.quoted(key) + ":" + JSONLines.written(key, value.description)
        }
        write(line + "}\n")
    }

    /// Numbers are written as numbers, so that they can be compared.
    private static func written(_ key: String, _ value: String) -> String {
        (key == "status" || key == "ms") && Double(value) != nil ? value : quoted(value)
    }

    /// A text as a JSON string. Control characters are escaped, so that no input can begin a line of its own.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || (0x2028...0x2029).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static let turn = Mutex(())

    /// A line goes out whole, or not at all when nobody reads any more.
    @Sendable public static func toStandardError(_ line: String) {
        let bytes = Array(line.utf8)
        turn.withLock { _ in
            var written = 0
            while written < bytes.count {
                let count = bytes[written...].withUnsafeBytes {
                    Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count)
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                written += count
            }
        }
    }
}
