import Domain
import Primitives
import Records
import Store

/// The only way to get a thing on behalf of a person. What one may not see is "not found"; what one sees but may not do
/// is refused in words.
public enum Gate {
    public static func dossier(
        _ id: ID<Dossier>, for actor: Actor, may act: DossierAct, in tx: any ReadTransaction
    ) throws -> Dossier {
        guard let dossier = try DossierRecords.dossier(id, in: tx) else { throw Problem.notFound("hồ sơ này") }
        let policy = try dossierPolicy(for: actor, dossier, in: tx)
        guard policy.permission(for: .view, on: dossier).isOpen else { throw Problem.notFound("hồ sơ này") }
        try require(policy.permission(for: act, on: dossier), code: .conflict)
        return dossier
    }

    public static func dossierPolicy(
        for actor: Actor, _ dossier: Dossier, in tx: any ReadTransaction
    ) throws -> DossierPolicy {
        let submitting = try UnitRecords.lineage(of: dossier.submittingUnitID, in: tx)
        let receiving =
            dossier.receivingUnitID == dossier.submittingUnitID
            ? submitting : try UnitRecords.lineage(of: dossier.receivingUnitID, in: tx)
        return DossierPolicy(actor: actor, submitting: submitting, receiving: receiving)
    }

    /// Lets an open permission pass.
    /// - Throws: `notAllowed` when the act is not this actor's; the reason, under `code`, when it is locked.
    public static func require(_ permission: Permission, code: Problem.Code = .conflict) throws {
        switch permission {
        case .open: return
        case .locked(let reason): throw Problem(code, reason)
        case .hidden:
            throw Problem(
                .notAllowed,
                "Việc này không thuộc quyền của tài khoản đang đăng nhập. Nếu cần, hãy liên hệ quản trị hệ thống.")
        }
    }
}

extension Gate {
    /// Lets the reader of a paper pass: whoever may see what the paper belongs to.
    /// Lets the reader of a paper pass: whoever may see what the paper belongs to: a dossier, a session, a document
    /// that was sent.
    public static func mayRead(_ attachment: Attachment, for actor: Actor, in tx: any ReadTransaction) throws {
        switch attachment.subject {
        case .dossier:
            guard let id = ID<Dossier>(parsing: attachment.subjectID) else { throw Problem.notFound("văn bản này") }
            _ = try dossier(id, for: actor, may: .view, in: tx)
        case .councilSession:
            guard let id = ID<CouncilSession>(parsing: attachment.subjectID) else {
                throw Problem.notFound("văn bản này")
            }
            _ = try session(id, for: actor, may: .view, in: tx)
        case .unitFigure:
            guard let id = ID<UnitFigure>(parsing: attachment.subjectID),
                let place = try TargetRecords.place(of: id, in: tx)
            else { throw Problem.notFound("văn bản này") }
            let (indicator, _, policy) = try target(place.indicatorID, of: place.unitID, for: actor, may: .view, in: tx)
            guard policy.permission(for: .viewEvidence, indicator, period: nil, today: tx.today).isOpen else {
                throw Problem.notFound("văn bản này")
            }
        case .house:
            guard let id = ID<House>(parsing: attachment.subjectID) else { throw Problem.notFound("văn bản này") }
            _ = try house(id, for: actor, may: .view, in: tx)
        case .report:
            guard let id = ID<Report>(parsing: attachment.subjectID) else { throw Problem.notFound("văn bản này") }
            _ = try report(id, for: actor, may: .view, in: tx)
        case .inspection:
            guard let id = ID<Inspection>(parsing: attachment.subjectID) else { throw Problem.notFound("văn bản này") }
            _ = try inspection(id, for: actor, may: .view, in: tx)
        case .directive:
            guard let id = ID<Directive>(parsing: attachment.subjectID) else { throw Problem.notFound("văn bản này") }
            _ = try directive(id, for: actor, in: tx)
        case .difficulty:
            guard let id = ID<Difficulty>(parsing: attachment.subjectID) else { throw Problem.notFound("văn bản này") }
            _ = try difficulty(id, for: actor, may: .view, in: tx)
        default:
            throw Problem.notFound("văn bản này")
        }
    }
}
