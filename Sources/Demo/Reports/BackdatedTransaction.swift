import Primitives
import Store

/// A transaction in which it is another day, so that the demonstration's officials can act before its clock begins.
struct BackdatedTransaction: WriteTransaction {
    let base: any WriteTransaction
    let now: Instant

    func rows(_ sql: SQL) throws -> [Row] { try base.rows(sql) }
    @discardableResult func run(_ sql: SQL) throws -> Int { try base.run(sql) }
}
