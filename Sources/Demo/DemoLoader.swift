import Actions
import Law
import Records
import Store

/// An account of the demonstration data.
public struct DemoAccount: Codable, Sendable {
    public let username: String
    public let password: String
    public let name: String
    public let role: String
    public let unit: String

    public init(username: String, password: String, name: String, role: String, unit: String) {
        self.username = username
        self.password = password
        self.name = name
        self.role = role
        self.unit = unit
    }
}

/// Fills an empty store with an invented province.
public enum DemoLoader {
    public static func load(
        into store: any Store, files: FileStore, cipher: IdentityCipher, lawbook: Lawbook,
        progress: @Sendable (String) -> Void
    ) async throws -> [DemoAccount] { [] }
}
