import Primitives

/// Turns the YAML files into typed values, once. Everything that is wrong is an error with file and key.
struct LawbookReader {
    /// The file that lists all others, in reading order.
    static let contents = "contents.yaml"

    var instruments: [Instrument] = []
    var records: [CatalogueRecord] = []
    var rules: [Rule] = []
    /// Votes, papers, deadlines, money and whatever else is no standard of a title or form.
    var procedures = Procedures()
    var priorities: [Priority] = []
    var principles: [DatedPrinciple] = []
    /// Names and kinds of what is known but has no rules here.
    var otherNames: [CatalogueCode: (name: String, kind: CatalogueKind)] = [:]

    private var instrumentsByID: [String: Instrument] = [:]
    private var guards: [Guard] = []
    private var owners: [String: String] = [:]
    private let files: [String: String]

    init(files: [String: String]) throws {
        self.files = files
        let contents = try open(LawbookReader.contents)
        try contents.only([
            "instruments", "guards", "catalogue", "other_names", "votes", "papers", "simplified", "copies", "deadlines",
            "holidays", "powers", "provisions", "bonus", "base_salary",
        ])
        var listed: Set<String> = [LawbookReader.contents]
        func each(_ key: String) throws -> [LawbookNode] {
            try contents.list(key) { node in
                let path = try node.text()
                guard listed.insert(path).inserted else { throw node.error("file \(path) is listed twice") }
                guard let text = files[path] else { throw node.error("there is no file \(path)") }
                return try LawbookNode.parse(text, file: path)
            }
        }
        for file in try each("instruments") { try readInstruments(file) }
        try checkSuccession()
        for file in try each("guards") { try readGuards(file) }
        for file in try each("catalogue") { try readEntry(file) }
        for file in try each("other_names") { try readOtherNames(file) }
        for file in try each("votes") { try readVotes(file) }
        for file in try each("papers") { try readPapers(file) }
        for file in try each("simplified") { try readSimplified(file) }
        for file in try each("copies") { try readCopies(file) }
        for file in try each("deadlines") { try readDeadlines(file) }
        for file in try each("holidays") { try readHolidays(file) }
        for file in try each("powers") { try readPowers(file) }
        for file in try each("provisions") { try readProvisions(file) }
        for file in try each("bonus") { try readBonus(file) }
        for file in try each("base_salary") { try readBaseSalary(file) }
        if let stray = files.keys.sorted().first(where: { !listed.contains($0) }) {
            throw LawbookError(file: stray, key: "", reason: "not listed in \(LawbookReader.contents)")
        }
        try checkReferences()
    }

    private func open(_ path: String) throws -> LawbookMap {
        guard let text = files[path] else { throw LawbookError(file: path, key: "", reason: "file is missing") }
        return try LawbookNode.parse(text, file: path).map()
    }

    // MARK: Instruments and citations

    private mutating func readInstruments(_ file: LawbookNode) throws {
        let top = try file.map()
        try top.only(["checked_on", "instruments"])
        let checkedOn = try top.required("checked_on").date()
        for node in try top.required("instruments").list() {
            let map = try node.map()
            try map.only([
                "id", "name", "title", "issued_on", "in_force_from", "in_force_until", "scheduled_until", "replaces",
                "amends", "awaits_confirmation", "mark", "source", "checked_on",
            ])
            try map["awaits_confirmation"]?.mustBeTrue()
            let instrument = Instrument(
                id: try map.required("id").text(), name: try map.required("name").text(),
                title: try map.required("title").text(), issuedOn: try map["issued_on"]?.date(),
                inForceFrom: try map["in_force_from"]?.date(), inForceUntil: try map["in_force_until"]?.date(),
                replaces: try map.optionalList("replaces") { try $0.text() } ?? [],
                amends: try map.optionalList("amends") { try $0.text() } ?? [],
                awaitsConfirmation: map["awaits_confirmation"] != nil,
                scheduledUntil: try map["scheduled_until"]?.date(), mark: try map.required("mark").value(),
                checkedOn: try map["checked_on"]?.date() ?? checkedOn)
            if let from = instrument.inForceFrom, let until = instrument.inForceUntil, until < from {
                throw node.error("ends before it begins")
            }
            if let issued = instrument.issuedOn, let from = instrument.inForceFrom, from < issued {
                throw node.error("is in force before it was issued")
            }
            guard instrumentsByID.updateValue(instrument, forKey: instrument.id) == nil else {
                throw node.error("id \(instrument.id) is used twice")
            }
            instruments.append(instrument)
        }
    }

    /// What replaces another begins on the day after the other's last. Where neither day is known there is nothing to
    /// check; one day without the other is an error.
    private func checkSuccession() throws {
        func listed(_ id: String, by instrument: Instrument) throws -> Instrument {
            guard let other = instrumentsByID[id] else {
                throw LawbookError(
                    file: "instruments", key: instrument.id, reason: "names \(id), which is not listed")
            }
            return other
        }
        for instrument in instruments {
            for id in instrument.amends { _ = try listed(id, by: instrument) }
            for id in instrument.replaces {
                let old = try listed(id, by: instrument)
                guard old.inForceUntil?.adding(days: 1) == instrument.inForceFrom else {
                    throw LawbookError(
                        file: "instruments", key: instrument.id,
                        reason: "must begin on the day after the last day of \(id), which it replaces")
                }
            }
        }
    }

    func citation(_ node: LawbookNode) throws -> Citation {
        let map = try node.map()
        try map.only(["instrument", "article", "clause", "point", "mark"])
        let id = try map.required("instrument").text()
        guard let instrument = instrumentsByID[id] else { throw node.error("no instrument \(id)") }
        guard !instrument.awaitsConfirmation else {
            throw node.error("\(id) awaits confirmation; no rule may rest on it")
        }
        let article = try map["article"]?.text() ?? ""
        let clause = try map["clause"]?.text()
        let point = try map["point"]?.text()
        guard !article.isEmpty || (clause == nil && point == nil) else {
            throw node.error("a clause needs its article")
        }
        return Citation(
            instrument: id, article: article, clause: clause, point: point, mark: try map.required("mark").value(),
            text: Citation.written(article: article, clause: clause, point: point, instrument: instrument.name))
    }

    // MARK: Catalogue

    private mutating func readEntry(_ file: LawbookNode) throws {
        let map = try file.map()
        try map.only(["code", "name", "kind", "subjects", "categories", "competence", "rules"])
        let code = try map.required("code").code()
        guard file.file.hasSuffix("/\(code.rawValue).yaml") else {
            throw file.error("the file must bear the name of its code \(code.rawValue)")
        }
        guard !records.contains(where: { $0.code == code }) else {
            throw file.error("code \(code.rawValue) is used twice")
        }
        let competence = try map.list("competence") { node in
            let map = try node.map()
            try map.only(["from", "until", "level", "decider", "citation", "proposer", "submitter", "delegation"])
            return Competence(
                from: try map.required("from").date(), until: try map["until"]?.date(),
                level: try map.required("level").value(), decider: try map.required("decider").text(),
                citation: try citation(try map.required("citation")), proposer: try map["proposer"].map(party),
                submitter: try map["submitter"].map(party), delegation: try map["delegation"].map(party))
        }
        try checkSeries(competence, at: try map.required("competence"))
        let record = CatalogueRecord(
            code: code, name: try map.required("name").text(), kind: try map.required("kind").value(),
            subjects: try map.list("subjects") { try $0.value() },
            categories: try map.list("categories") { try $0.value() }, competence: competence, order: records.count + 1)
        records.append(record)

        let guards = guards.filter { item in
            if let codes = item.codes, !codes.contains(code) { return false }
            if let kinds = item.kinds, !kinds.contains(record.kind) { return false }
            if let levels = item.levels, !competence.contains(where: { levels.contains($0.level) }) { return false }
            return true
        }.map(\.criterion)
        let own = try map.list("rules") { try readRule($0, of: record, guards: guards) }
        for subject in record.subjects {
            let series = own.filter { $0.subject == subject }
            try checkSeries(series, at: try map.required("rules"))
            if let first = series.first, let decides = competence.first, first.from < decides.from {
                throw try map.required("competence").error(
                    "nobody is competent on the first day of the rule for \(subject.rawValue)")
            }
        }
        rules.append(contentsOf: own)
    }

    private func party(_ node: LawbookNode) throws -> CompetentParty {
        let map = try node.map()
        try map.only(["who", "citation"])
        return CompetentParty(
            who: try map.required("who").text(), citation: try citation(try map.required("citation")))
    }

    private mutating func readRule(_ node: LawbookNode, of record: CatalogueRecord, guards: [Criterion]) throws -> Rule
    {
        let map = try node.map()
        try map.only(["subject", "from", "until", "checked_on", "instrument", "criteria"])
        let subjectNode = try map.required("subject")
        let subject: SubjectKind = try subjectNode.value()
        guard record.subjects.contains(subject) else { throw subjectNode.error("not among the subjects of the entry") }
        let from = try map.required("from").date()
        let until = try map["until"]?.date()
        let checkedOn = try map.required("checked_on").date()
        let instrumentNode = try map.required("instrument")
        guard let instrument = instrumentsByID[try instrumentNode.text()], !instrument.awaitsConfirmation else {
            throw instrumentNode.error("no such confirmed instrument")
        }
        let owner = "\(record.code.rawValue) \(subject.rawValue)"
        let criteria = try map.list("criteria") {
            try readCriterion(
                $0, prefix: record.code.rawValue, owner: owner, from: from, until: until, checkedOn: checkedOn)
        }
        guard !criteria.isEmpty else { throw node.error("a rule needs criteria") }
        try checkVersions(criteria, at: try map.required("criteria"))
        return Rule(
            code: record.code, subject: subject, from: from, until: until, checkedOn: checkedOn,
            instrument: instrument.name, criteria: criteria, guards: guards)
    }

    private mutating func readCriterion(
        _ node: LawbookNode, prefix: String, owner: String, from: CivilDate?, until: CivilDate?, checkedOn: CivilDate?,
        extraKeys: Set<String> = []
    ) throws -> Criterion {
        let common: Set<String> = [
            "id", "title", "clause", "citation", "from", "until", "checked_on", "groups", "categories", "subjects",
            "doubt",
        ]
        let map = try node.map()
        try map.only(common.union(Condition.keys).union(extraKeys))
        let id = prefix + "." + (try identifier(try map.required("id")))
        guard owners.updateValue(owner, forKey: id).map({ $0 == owner }) ?? true else {
            throw node.error("id \(id) is used elsewhere")
        }
        guard let start = try map["from"]?.date() ?? from else { throw node.error("key \"from\" is missing") }
        guard let checked = try map["checked_on"]?.date() ?? checkedOn else {
            throw node.error("key \"checked_on\" is missing")
        }
        let end = try map["until"]?.date() ?? until
        if let from, start < from { throw node.error("begins before its rule") }
        if let until, let end, until < end { throw node.error("ends after its rule") }
        return Criterion(
            id: id, title: try map.required("title").text(), clause: try map.required("clause").text(),
            citation: try citation(try map.required("citation")), from: start, until: end, checkedOn: checked,
            scope: try scope(map), doubt: try map["doubt"]?.text(),
            condition: try condition(map, besides: common.union(extraKeys), id: id, owner: owner))
    }

    func identifier(_ node: LawbookNode) throws -> String {
        let text = try node.text()
        guard text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) else {
            throw node.error("an id has small letters, digits and hyphens only")
        }
        return text
    }

    private func scope(_ map: LawbookMap) throws -> Applicability {
        Applicability(
            groups: try map.optionalList("groups") { try $0.value() },
            categories: try map.optionalList("categories") { try $0.value() },
            subjects: try map.optionalList("subjects") { try $0.value() })
    }

    // MARK: Conditions

    /// The one condition among the keys of `map`.
    private mutating func condition(_ map: LawbookMap, besides common: Set<String>, id: String, owner: String) throws
        -> Condition
    {
        let present = map.keys.filter { !common.contains($0) }
        guard present.count == 1, let key = present.first, let node = map[key] else {
            throw map.node.error("must have exactly one condition, has \(present.count)")
        }
        switch key {
        case "rating": return .rating(atLeast: try node.value())
        case "standard_of":
            let parts = try node.map()
            try parts.only(["title", "equals"])
            return .standardOf(
                title: try parts.required("title").code(),
                equals: try parts.optionalList("equals") { try $0.code() } ?? [])
        case "consecutive_titles":
            let parts = try node.map()
            try parts.only(["title", "years"])
            return .consecutiveTitles(title: try parts.required("title").code(), years: try years(parts))
        case "years_not_used":
            let parts = try node.map()
            try parts.only(["title", "years", "by"])
            return .yearsNotUsed(
                title: try parts.required("title").code(), years: try years(parts), by: try parts.required("by").code())
        case "consecutive_ratings":
            let parts = try node.map()
            try parts.only(["rating", "years", "or_titles"])
            return .consecutiveRatings(
                atLeast: try parts.required("rating").value(), years: try years(parts),
                orTitles: try parts.optionalList("or_titles") { try $0.code() } ?? [])
        case "consecutive_times":
            let parts = try node.map()
            try parts.only(["titles", "times", "each"])
            let titles = try parts.list("titles") { try $0.code() }
            guard !titles.isEmpty else { throw node.error("needs a title") }
            return .consecutiveTimes(
                titles: titles, times: try positive(try parts.required("times")),
                each: try positive(try parts.required("each")))
        case "received": return .received(codes: try node.list().map { try $0.code() })
        case "sustained": return .sustained(try sustained(node))
        case "tenure": return .tenure(try tenure(node))
        case "held_post_before": return .heldPostBefore(try node.date())
        case "received_by":
            let parts = try node.map()
            try parts.only(["years_after", "month", "day"])
            return .receivedBy(
                yearsAfter: try parts.required("years_after").int(), month: try positive(try parts.required("month")),
                day: try positive(try parts.required("day")))
        case "initiatives":
            let parts = try node.map()
            try parts.only(["scope", "count", "years", "or_science"])
            return .initiatives(
                scope: try parts.required("scope").value(), count: try positive(try parts.required("count")),
                years: try years(parts), orScience: try parts["or_science"]?.bool() ?? false)
        case "science":
            let parts = try node.map()
            try parts.only(["scope", "years"])
            return .science(scope: try parts.required("scope").value(), years: try years(parts))
        case "member_share":
            let parts = try node.map()
            try parts.only(["of", "percent"])
            return .memberShare(of: try parts.required("of").value(), share: try percent(try parts.required("percent")))
        case "members_at_least":
            let parts = try node.map()
            try parts.only(["of", "count"])
            return .membersAtLeast(
                of: try parts.required("of").value(), count: try positive(try parts.required("count")))
        case "movement":
            let parts = try node.map()
            try parts.only(["launched_by", "years"])
            return .movement(
                launchedBy: try parts.optionalList("launched_by") { try $0.value() } ?? [],
                years: try parts["years"].map(positive) ?? 0)
        case "working_months": return .workingMonths(try positive(node))
        case "officer": return .officer(question: try node.text())
        case "any_of": return .anyOf(try branches(node, id: id, owner: owner))
        case "all_of": return .allOf(try branches(node, id: id, owner: owner))
        default: break
        }
        try node.mustBeTrue()
        switch key {
        case "no_disciplined_member": return .noDisciplinedMember
        case "cluster_leader": return .clusterLeader
        case "not_under_examination": return .notUnderExamination
        case "discipline_served": return .disciplineServed
        case "no_lower_ground": return .noLowerGround
        case "one_achievement_one_form": return .oneAchievementOneForm
        case "not_twice": return .notTwice
        case "initiatives_used_once": return .initiativesUsedOnce
        case "council_vote": return .councilVote
        case "still_exists": return .stillExists
        case "no_discipline_in_posts": return .noDisciplineInPosts
        default: throw node.error("unknown key")
        }
    }

    private func sustained(_ node: LawbookNode) throws -> Sustained {
        let parts = try node.map()
        try parts.only(["after", "rating", "or_titles", "years", "within"])
        let sets = try parts.optionalList("within") { set in
            try set.list().map { item -> Tally in
                let map = try item.map()
                try map.only(["codes", "rating", "count"])
                let count = try positive(try map.required("count"))
                guard (map["codes"] == nil) != (map["rating"] == nil) else {
                    throw item.error("must have one of \"codes\" and \"rating\"")
                }
                if let rating = map["rating"] { return Tally(kind: .rating(try rating.value()), count: count) }
                return Tally(kind: .codes(try map.list("codes") { try $0.code() }), count: count)
            }
        }
        return Sustained(
            after: try parts.optionalList("after") { try $0.code() } ?? [],
            rating: try parts.required("rating").value(),
            orTitles: try parts.optionalList("or_titles") { try $0.code() } ?? [], years: try years(parts),
            within: sets ?? [])
    }

    private func tenure(_ node: LawbookNode) throws -> Tenure {
        let parts = try node.map()
        try parts.only(["steps", "women_third"])
        try parts["women_third"]?.mustBeTrue()
        let steps = try parts.list("steps") { item -> Tenure.Step in
            let map = try item.map()
            try map.only(["posts", "equals", "from_years", "under_years"])
            let from = try positive(try map.required("from_years"))
            let under = try positive(try map.required("under_years"))
            guard from < under else { throw item.error("must end after it begins") }
            return Tenure.Step(
                posts: try map.list("posts") { try $0.text() },
                equals: try map.optionalList("equals") { try $0.text() } ?? [], fromMonths: from * 12,
                underMonths: under * 12)
        }
        guard !steps.isEmpty else { throw node.error("needs a step") }
        return Tenure(steps: steps, reducesForWomen: parts["women_third"] != nil)
    }

    private mutating func branches(_ node: LawbookNode, id: String, owner: String) throws -> [Branch] {
        let common: Set<String> = ["id", "title", "groups", "categories", "subjects", "doubt"]
        var branches: [Branch] = []
        for item in try node.list() {
            let map = try item.map()
            try map.only(common.union(Condition.keys))
            let branchID = id + "." + (try identifier(try map.required("id")))
            guard owners.updateValue(owner, forKey: branchID).map({ $0 == owner }) ?? true,
                !branches.contains(where: { $0.id == branchID })
            else { throw item.error("id \(branchID) is used elsewhere") }
            branches.append(
                Branch(
                    id: branchID, title: try map.required("title").text(), scope: try scope(map),
                    doubt: try map["doubt"]?.text(),
                    condition: try condition(map, besides: common, id: branchID, owner: owner)))
        }
        guard !branches.isEmpty else { throw node.error("needs at least one branch") }
        return branches
    }

    func positive(_ node: LawbookNode) throws -> Int {
        let value = try node.int()
        guard (1...1000).contains(value) else { throw node.error("must be 1 to 1000") }
        return value
    }

    private func years(_ map: LawbookMap) throws -> Int {
        let node = try map.required("years")
        let value = try node.int()
        guard (1...50).contains(value) else { throw node.error("must be 1 to 50") }
        return value
    }

    func percent(_ node: LawbookNode) throws -> Ratio {
        let value = try node.int()
        guard (1...100).contains(value) else { throw node.error("must be 1 to 100") }
        return Ratio(value, of: 100)
    }

    // MARK: Guards

    private mutating func readGuards(_ file: LawbookNode) throws {
        let top = try file.map()
        try top.only(["guards", "priorities", "principles"])
        for node in try top.required("guards").list() {
            let map = try node.map()
            let kinds: [CatalogueKind]? = try map.optionalList("kinds") { try $0.value() }
            let levels: [CompetenceLevel]? = try map.optionalList("levels") { try $0.value() }
            let codes = try map.optionalList("codes") { try $0.code() }
            let criterion = try readCriterion(
                node, prefix: "GUARD", owner: "guards", from: nil, until: nil, checkedOn: nil,
                extraKeys: ["codes", "kinds", "levels"])
            guards.append(Guard(codes: codes, kinds: kinds, levels: levels, criterion: criterion))
        }
        for node in try top["priorities"]?.list() ?? [] {
            let map = try node.map()
            try map.only(["from", "until", "text", "citation", "women_percent", "women"])
            try map["women"]?.mustBeTrue()
            guard (map["women"] == nil) != (map["women_percent"] == nil) else {
                throw node.error("must have one of \"women\" and \"women_percent\"")
            }
            priorities.append(
                Priority(
                    from: try map.required("from").date(), until: try map["until"]?.date(),
                    text: try map.required("text").text(), citation: try citation(try map.required("citation")),
                    womenShare: try map["women_percent"].map(percent)))
        }
        for node in try top["principles"]?.list() ?? [] {
            let map = try node.map()
            try map.only(["from", "until", "text", "citation"])
            principles.append(
                DatedPrinciple(
                    from: try map.required("from").date(), until: try map["until"]?.date(),
                    text: try map.required("text").text(), citation: try citation(try map.required("citation"))))
        }
    }

    // MARK: Names

    private mutating func readOtherNames(_ file: LawbookNode) throws {
        let top = try file.map()
        try top.only(["other_names"])
        for node in try top.required("other_names").list() {
            let map = try node.map()
            try map.only(["code", "name", "kind"])
            let code = try map.required("code").code()
            guard !records.contains(where: { $0.code == code }), otherNames[code] == nil else {
                throw node.error("code \(code.rawValue) is used twice")
            }
            otherNames[code] = (try map.required("name").text(), try map.required("kind").value())
        }
    }

    // MARK: Checks across places

    /// In order of time, without gap or overlap; only the last may be open.
    func checkSeries(_ series: [some Dated], at node: LawbookNode) throws {
        guard !series.isEmpty else { throw node.error("is empty") }
        for (item, next) in zip(series, series.dropFirst()) {
            guard let until = item.until, until.adding(days: 1) == next.from else {
                throw node.error("the period from \(item.from) must end on the day before \(next.from)")
            }
        }
        for item in series {
            if let until = item.until, until < item.from {
                throw node.error("the period from \(item.from) ends before it begins")
            }
        }
    }

    /// Versions of the same criterion follow each other.
    private func checkVersions(_ criteria: [Criterion], at node: LawbookNode) throws {
        for id in Set(criteria.map(\.id)) {
            try checkSeries(criteria.filter { $0.id == id }, at: node)
        }
    }

    /// Every code that is named somewhere is in the catalogue, or is known to be outside it.
    private func checkReferences() throws {
        let codes = Set(records.map(\.code))
        func mustExist(_ code: CatalogueCode, _ place: String) throws {
            guard codes.contains(code) else {
                throw LawbookError(file: place, key: code.rawValue, reason: "this code is not in the catalogue")
            }
        }
        try checkProcedures()
        for code in guards.compactMap(\.codes).flatMap({ $0 }) { try mustExist(code, "guards") }
        for id in Set(guards.map(\.criterion.id)) {
            let series = guards.map(\.criterion).filter { $0.id == id }
            for (item, next) in zip(series, series.dropFirst()) {
                guard let until = item.until, until.adding(days: 1) == next.from else {
                    throw LawbookError(file: "guards", key: id, reason: "must end on the day before \(next.from)")
                }
            }
        }
        for rule in rules {
            for criterion in rule.criteria { try check(criterion.condition, codes, rule.code.rawValue) }
        }
    }

    private func check(_ condition: Condition, _ codes: Set<CatalogueCode>, _ place: String) throws {
        let ruled: [CatalogueCode]
        var named: [CatalogueCode] = []
        switch condition {
        case .standardOf(let title, let equals):
            ruled = [title]
            named = equals
        case .consecutiveTitles(let title, _): ruled = [title]
        case .yearsNotUsed(let title, _, let by): ruled = [title, by]
        case .consecutiveRatings(_, _, let titles): ruled = titles
        case .consecutiveTimes(let titles, _, _):
            ruled = []
            named = titles
        case .received(let codes):
            ruled = []
            named = codes
        case .sustained(let sustained):
            ruled = []
            named = sustained.after + sustained.orTitles
            for case .codes(let codes) in sustained.within.joined().map(\.kind) { named += codes }
        case .anyOf(let branches), .allOf(let branches):
            for branch in branches { try check(branch.condition, codes, place) }
            ruled = []
        default: ruled = []
        }
        for code in ruled where !codes.contains(code) {
            throw LawbookError(file: place, key: code.rawValue, reason: "this code is not in the catalogue")
        }
        for code in named where !codes.contains(code) && otherNames[code] == nil {
            throw LawbookError(file: place, key: code.rawValue, reason: "this code has no name")
        }
    }
}

/// What the law says without being a condition.
struct DatedPrinciple: Dated {
    let from: CivilDate
    let until: CivilDate?
    let text: String
    let citation: Citation
}

/// Whom the law prefers among equals. Not a condition; printed as a note.
struct Priority: Dated {
    let from: CivilDate
    let until: CivilDate?
    let text: String
    let citation: Citation
    /// `nil`: for women; otherwise for collectives with at least this share of women.
    let womenShare: Ratio?
}
