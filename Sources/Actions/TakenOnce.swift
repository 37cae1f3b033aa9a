import Domain
import Primitives
import Records
import Store

/// A form that was sent before. Whoever sent it is led to what the first sending has made.
public struct AlreadySent: Error, Sendable, Hashable {
    public let path: String
}

/// A store on which what a form makes is made once: the key of the form is kept in the same transaction, and whoever sends the
/// form again (a double click, a page loaded anew) meets ``AlreadySent`` instead of making it a second time.
public struct TakenOnce<Made: Sendable>: Store {
    private let base: any Store
    private let key: String
    private let accountID: ID<Account>
    private let path: @Sendable (Made) -> String

    /// - Parameter path: the address of what was made.
    public init(
        _ base: any Store, key: String, by accountID: ID<Account>, path: @escaping @Sendable (Made) -> String
    ) {
        self.base = base
        self.key = key
        self.accountID = accountID
        self.path = path
    }

    public var engine: Engine { base.engine }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any ReadTransaction) throws -> T) async throws -> T {
        try await base.read(body)
    }

    public func write<T: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> T) async throws -> T {
        let (key, accountID, path) = (key, accountID, path)
        do {
            return try await base.write { tx in
                if let path = try UsedFormRecords.path(of: key, by: accountID, in: tx) { throw AlreadySent(path: path) }
                let result = try body(tx)
                if let made = result as? Made {
                    try UsedFormRecords.insert(key, by: accountID, path: path(made), in: tx)
                }
                return result
            }
        } catch let violation as ConstraintViolation where violation.name.contains("used_form") {
            // The two were sent so close together that neither saw the other.
            guard let path = try await base.read({ tx in try UsedFormRecords.path(of: key, by: accountID, in: tx) })
            else { throw violation }
            throw AlreadySent(path: path)
        }
    }

    public func close() async { await base.close() }
}
