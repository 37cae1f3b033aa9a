import Domain
import Law
import Primitives
import Store

/// What goes into a lifelong file, row by row.
extension PersonRecords {
    /// - Parameter identityNumber: encrypted and hashed before it is stored; `nil` when unknown.
    public static func insert(
        _ person: Person, identityNumber: String?, cipher: IdentityCipher, in tx: any WriteTransaction
    ) throws {
        let searchText = VietnameseText.folded(person.name)
        try tx.run(
            """
            INSERT INTO person (id, name, search_text, sort_key, sex, born_on, ethnicity, subject_group, is_frontline,
                started_work_on, identity_cipher, identity_hash, unit_id, position, is_invented, version)
            VALUES (\(person.id), \(person.name), \(searchText), \(VietnameseText.nameSortKey(person.name)), \(person.sex),
                \(person.bornOn), \(person.ethnicity), \(person.group), \(person.isFrontline), \(person.startedWorkOn),
                \(try identityNumber.map { try cipher.encrypt($0) }), \(identityNumber.map { cipher.hash($0) }),
                \(person.unitID), \(person.position), \(person.isInvented), 1)
            """)
        try tx.run("INSERT INTO person_search (search_text, person_id) VALUES (\(searchText), \(person.id))")
    }

    public static func insertPost(
        of personID: ID<Person>, at unitID: ID<Unit>, position: String, from: CivilDate, until: CivilDate?,
        in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO person_post (id, person_id, unit_id, position, from_on, until_on)
            VALUES (\(ID<Person>(at: tx.now)), \(personID), \(unitID), \(position), \(from), \(until))
            """)
    }

    public static func insertRating(
        of personID: ID<Person>, year: Int, level: CompletionLevel, at unitID: ID<Unit>, monthsWorked: Int = 12,
        isMaternity: Bool = false, document: String?, in tx: any WriteTransaction
    ) throws {
        let rating = RatingRow(
            personID: personID, year: year, level: level, unitID: unitID, monthsWorked: monthsWorked,
            isMaternity: isMaternity, document: document)
        try PersonSeeding.insertRatings([rating], in: tx)
    }

    public static func insertInitiative(_ initiative: Initiative, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO initiative (id, person_id, unit_id, name, year, scope, recognised_on, document, used_for)
            VALUES (\(initiative.id), \(initiative.personID), \(initiative.unitID), \(initiative.name), \(initiative.year),
                \(initiative.scope), \(initiative.recognisedOn), \(initiative.document), \(initiative.usedFor))
            """)
    }

    /// - Parameter measure: `reprimand`, `warning`, `salary`, `demotion` or `dismissal`.
    public static func insertDiscipline(
        of personID: ID<Person>, measure: String, from: CivilDate, until: CivilDate?, document: String,
        in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO discipline (id, person_id, measure, from_on, until_on, document)
            VALUES (\(ID<Person>(at: tx.now)), \(personID), \(measure), \(from), \(until), \(document))
            """)
    }

    /// - Parameter kind: `discipline`, `investigation`, `inspection`, `complaint`, `denunciation` or `press`.
    public static func insertExamination(
        person personID: ID<Person>?, unit unitID: ID<Unit>?, kind: String, since: CivilDate, closedOn: CivilDate?,
        in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO examination (id, person_id, unit_id, kind, since_on, closed_on)
            VALUES (\(ID<Person>(at: tx.now)), \(personID), \(unitID), \(kind), \(since), \(closedOn))
            """)
    }
}

extension UnitRecords {
    /// A collective's year: rating, members, place in its cluster. Written anew if it is there.
    public static func setYear(
        of unitID: ID<Unit>, year: Int, level: CompletionLevel?, members: MemberFacts, clusterRank: Int?,
        in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO unit_year (unit_id, year, completion_level, members_total, members_completed, members_advanced,
                members_fighters, members_disciplined, members_women, cluster_rank)
            VALUES (\(unitID), \(year), \(level), \(members.total), \(members.completed), \(members.advanced),
                \(members.grassrootsFighters), \(members.disciplined), \(members.women), \(clusterRank))
            ON CONFLICT (unit_id, year) DO UPDATE SET completion_level = excluded.completion_level,
                members_total = excluded.members_total, members_completed = excluded.members_completed,
                members_advanced = excluded.members_advanced, members_fighters = excluded.members_fighters,
                members_disciplined = excluded.members_disciplined, members_women = excluded.members_women,
                cluster_rank = excluded.cluster_rank
            """)
    }
}
