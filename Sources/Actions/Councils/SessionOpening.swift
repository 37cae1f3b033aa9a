import Domain
import Primitives
import Records
import Store

extension SessionFile {
    /// Opens the session with the first thing that is recorded of it: *khai mạc*. Its members stand from here on, so that the
    /// shares of votes do not move when the council changes.
    ///
    /// The caller has asked the policy; the turn on the session is taken here.
    /// - Throws: `Problem(.conflict)` before the day of the session, or when somebody was faster.
    func takeTurn(expecting version: Int, by actor: Actor, in tx: any WriteTransaction) throws {
        if let obstacle = openingObstacle(today: tx.today) { throw Problem(.conflict, obstacle) }
        try SessionRecords.advance(session.id, expecting: version, in: tx)
        guard session.state == .planned else { return }
        try SessionRecords.open(session.id, members: council.members, by: actor, in: tx)
        try EventRecords.append(
            .sessionOpened, to: .councilSession, session.id.rawValue, by: actor, note: "\(members) thành viên",
            detail: ["members": String(members)], in: tx)
    }
}
