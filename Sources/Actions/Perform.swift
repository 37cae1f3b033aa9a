import Primitives
import Records
import Store

extension Store {
    /// Runs an action in one transaction. A violated constraint of the schema (two people at once) comes back in words.
    public func perform<Result: Sendable>(
        _ action: @escaping @Sendable (any WriteTransaction) throws -> Result
    ) async throws -> Result {
        do {
            return try await write(action)
        } catch let violation as ConstraintViolation {
            throw problem(for: violation)
        }
    }
}
