import Domain
import Primitives
import Store

/// Puts a council in with its members, as its founding decision names them: for demonstration data and imports.
public enum CouncilSeeding {
    /// - Parameters:
    ///   - document: number and day of the decision that set the council up.
    ///   - accounts: the accounts of the members that have one.
    public static func insert(
        council: Council, document: String, from day: CivilDate, accounts: [ID<CouncilMember>: ID<Account>],
        in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO council (id, unit_id, name, document)
            VALUES (\(council.id), \(council.unitID), \(council.name), \(document))
            """)
        for member in council.members {
            try tx.run(
                """
                INSERT INTO council_member (id, council_id, name, position, role, account_id, from_on)
                VALUES (\(member.id), \(council.id), \(member.name), \(member.position), \(member.role),
                    \(accounts[member.id]), \(day))
                """)
        }
    }
}
