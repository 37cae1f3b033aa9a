import Domain
import Primitives
import Store

/// What waits for an actor, put together from all nouns: *Việc cần làm*.
public enum WorkRecords {
    /// How many things wait for this actor now.
    public static func openCount(for actor: Actor, in tx: any ReadTransaction) throws -> Int {
        let sender = try DossierRecords.senderCounts(for: actor, in: tx)
        return try sender.returned + DossierRecords.appraisalCount(for: actor, in: tx)
    }
}
