/// What is wrong in a file of the lawbook. For the person who edits the file, so in English, with file and key.
public struct LawbookError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file inside the lawbook, such as `titles/CSTDCS.yaml`.
    public let file: String
    /// Where in the file: `rules[0].criteria[1].rating`. Empty when the file as a whole is wrong.
    public let key: String
    public let reason: String

    public init(file: String, key: String, reason: String) {
        self.file = file
        self.key = key
        self.reason = reason
    }

    public var description: String {
        key.isEmpty ? "\(file): \(reason)" : "\(file): \(key): \(reason)"
    }
}
