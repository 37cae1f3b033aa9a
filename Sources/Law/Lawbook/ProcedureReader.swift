import Primitives

/// Votes, papers, deadlines, holidays, powers, provisions and money. Every row says when it was last checked; the file's
/// own `checked_on` holds for rows without one.
extension LawbookReader {
    /// What every dated row has.
    private struct Row {
        let map: LawbookMap
        let from: CivilDate
        let until: CivilDate?
        let checkedOn: CivilDate
    }

    /// The rows under `key` of a file, each with known keys only.
    private func rows(_ file: LawbookNode, _ key: String, keys: Set<String>, besides: Set<String> = []) throws
        -> [(node: LawbookNode, row: Row)]
    {
        let top = try file.map()
        try top.only(besides.union([key, "checked_on"]))
        let checkedOn = try top.required("checked_on").date()
        return try top.required(key).list().map { node in
            let map = try node.map()
            try map.only(keys.union(["from", "until", "checked_on"]))
            let from = try map.required("from").date()
            let until = try map["until"]?.date()
            if let until, until < from { throw node.error("ends before it begins") }
            return (
                node,
                Row(map: map, from: from, until: until, checkedOn: try map["checked_on"]?.date() ?? checkedOn)
            )
        }
    }

    // MARK: Votes and papers

    mutating func readVotes(_ file: LawbookNode) throws {
        let keys: Set<String> = ["codes", "percent", "base", "council", "attendance_percent", "citation"]
        for (_, row) in try rows(file, "votes", keys: keys) {
            let base = try row.map.required("base")
            guard try base.text() == "all_members" else { throw base.error("can only be all_members") }
            procedures.votes.append(
                DatedVoteRule(
                    codes: try row.map.list("codes") { try $0.code() }, from: row.from, until: row.until,
                    rule: VoteRule(
                        share: try percent(try row.map.required("percent")),
                        council: try row.map.required("council").value(),
                        attendance: try row.map["attendance_percent"].map(percent),
                        citation: try citation(try row.map.required("citation")), checkedOn: row.checkedOn)))
        }
        let list = try file.map().required("votes")
        for code in Set(procedures.votes.flatMap(\.codes)) {
            for council in CouncilLevel.allCases {
                let series = procedures.votes.filter { $0.codes.contains(code) && $0.rule.council == council }
                if !series.isEmpty { try checkSeries(series, at: list) }
            }
        }
    }

    mutating func readPapers(_ file: LawbookNode) throws {
        let keys: Set<String> = [
            "key", "name", "required", "codes", "except", "kinds", "categories", "simplified", "citation",
        ]
        for (_, row) in try rows(file, "papers", keys: keys) {
            procedures.papers.append(
                DatedPaper(
                    codes: try row.map.optionalList("codes") { try $0.code() },
                    except: try row.map.optionalList("except") { try $0.code() } ?? [],
                    kinds: try row.map.optionalList("kinds") { try $0.value() },
                    categories: try row.map.optionalList("categories") { try $0.value() },
                    simplified: try row.map["simplified"]?.bool(), from: row.from, until: row.until,
                    paper: RequiredPaper(
                        key: try row.map.required("key").text(), name: try row.map.required("name").text(),
                        isRequired: try row.map.required("required").bool(),
                        citation: try citation(try row.map.required("citation")), checkedOn: row.checkedOn)))
        }
    }

    mutating func readSimplified(_ file: LawbookNode) throws {
        for (node, row) in try rows(file, "simplified", keys: ["kinds", "grounds", "citation"]) {
            let grounds = try row.map.list("grounds") { node in
                let map = try node.map()
                try map.only(["id", "text", "categories"])
                return SimplifiedProcedure.Ground(
                    id: try identifier(try map.required("id")), text: try map.required("text").text(),
                    categories: try map.optionalList("categories") { try $0.value() } ?? [])
            }
            guard !grounds.isEmpty, Set(grounds.map(\.id)).count == grounds.count else {
                throw node.error("needs grounds, each with its own id")
            }
            procedures.simplified.append(
                DatedSimplified(
                    kinds: try row.map.list("kinds") { try $0.value() }, from: row.from, until: row.until,
                    procedure: SimplifiedProcedure(
                        grounds: grounds, citation: try citation(try row.map.required("citation")),
                        checkedOn: row.checkedOn)))
        }
        for kind in CatalogueKind.allCases {
            let series = procedures.simplified.filter { $0.kinds.contains(kind) }
            if !series.isEmpty { try checkSeries(series, at: try file.map().required("simplified")) }
        }
    }

    mutating func readCopies(_ file: LawbookNode) throws {
        for (_, row) in try rows(file, "copies", keys: ["codes", "originals", "electronic", "text", "citation"]) {
            let originals = try row.map.required("originals")
            guard (1...20).contains(try originals.int()) else { throw originals.error("must be 1 to 20") }
            procedures.copies.append(
                DatedCopies(
                    codes: try row.map.list("codes") { try $0.code() }, from: row.from, until: row.until,
                    copies: DossierCopies(
                        originals: try originals.int(), isElectronicToo: try row.map.required("electronic").bool(),
                        text: try row.map.required("text").text(),
                        citation: try citation(try row.map.required("citation")), checkedOn: row.checkedOn)))
        }
        for code in Set(procedures.copies.flatMap(\.codes)) {
            try checkSeries(
                procedures.copies.filter { $0.codes.contains(code) }, at: try file.map().required("copies"))
        }
    }

    // MARK: Time

    mutating func readDeadlines(_ file: LawbookNode) throws {
        let limits: Set<String> = ["working_days", "days", "working_days_before", "day_of_year"]
        let keys: Set<String> = ["key", "name", "actor", "start", "codes", "note", "years_after", "citation"]
        for (node, row) in try rows(file, "deadlines", keys: keys.union(limits)) {
            let present = row.map.keys.filter(limits.contains)
            guard present.count == 1, let unit = present.first, let value = row.map[unit] else {
                throw node.error("must have exactly one limit, has \(present.count)")
            }
            let start = try row.map["start"]?.text()
            let yearsAfter = row.map["years_after"]
            let limit: Deadline.Limit
            if unit == "day_of_year" {
                let text = try value.text()
                guard start == nil else { throw node.error("a day of the year has no start") }
                // A leap year, so that 29 February would be possible.
                guard let date = CivilDate(iso: "2024-" + text) else {
                    throw value.error("must be a day such as 12-31")
                }
                limit = .dayOfYear(month: date.month, day: date.day, yearsAfter: try yearsAfter?.int())
            } else {
                guard yearsAfter == nil else { throw node.error("years_after belongs to a day of the year") }
                guard start != nil else { throw node.error("key \"start\" is missing") }
                let count = try positive(value)
                switch unit {
                case "working_days": limit = .workingDays(count)
                case "working_days_before": limit = .workingDaysBefore(count)
                default: limit = .days(count)
                }
            }
            procedures.deadlines.append(
                DatedDeadline(
                    codes: try row.map.list("codes") { try $0.code() }, from: row.from, until: row.until,
                    deadline: Deadline(
                        key: try identifier(try row.map.required("key")), name: try row.map.required("name").text(),
                        actor: try row.map.required("actor").text(), startEvent: start, limit: limit,
                        note: try row.map["note"]?.text(), citation: try citation(try row.map.required("citation")),
                        checkedOn: row.checkedOn)))
        }
        let list = try file.map().required("deadlines")
        for key in Set(procedures.deadlines.map(\.deadline.key)) {
            let all = procedures.deadlines.filter { $0.deadline.key == key }
            for code in Set(all.flatMap(\.codes)) { try checkSeries(all.filter { $0.codes.contains(code) }, at: list) }
        }
    }

    mutating func readHolidays(_ file: LawbookNode) throws {
        let top = try file.map()
        try top.only(["years"])
        var years: [HolidayYear] = []
        for node in try top.required("years").list() {
            let map = try node.map()
            try map.only(["year", "holidays", "working_days", "source", "mark"])
            let year = try map.required("year").int()
            guard !years.contains(where: { $0.year == year }) else { throw node.error("year \(year) is used twice") }
            var holidays: [CivilDate: String] = [:]
            for item in try map.required("holidays").list() {
                let parts = try item.map()
                try parts.only(["day", "name"])
                let day = try parts.required("day").date()
                guard day.year == year else { throw item.error("is not in \(year)") }
                guard holidays.updateValue(try parts.required("name").text(), forKey: day) == nil else {
                    throw item.error("appears twice")
                }
            }
            var workingDays: Set<CivilDate> = []
            for item in try map["working_days"]?.list() ?? [] {
                let day = try item.date()
                guard day.year == year, day.weekday >= 6, holidays[day] == nil else {
                    throw item.error("must be a Saturday or Sunday of \(year) that is no holiday")
                }
                workingDays.insert(day)
            }
            years.append(
                HolidayYear(
                    year: year, holidays: holidays, workingDays: workingDays,
                    source: try map.required("source").text(), mark: try map.required("mark").value()))
        }
        procedures.calendar = WorkingCalendar(years: years)
    }

    // MARK: Powers and provisions

    mutating func readPowers(_ file: LawbookNode) throws {
        for (_, row) in try rows(file, "powers", keys: ["key", "holder", "act", "codes", "text", "citation"]) {
            procedures.powers.append(
                Power(
                    key: try identifier(try row.map.required("key")), holder: try row.map.required("holder").text(),
                    act: try row.map.required("act").value(),
                    codes: try row.map.optionalList("codes") { try $0.code() } ?? [],
                    text: try row.map.required("text").text(), from: row.from, until: row.until,
                    citation: try citation(try row.map.required("citation")), checkedOn: row.checkedOn))
        }
        for key in Set(procedures.powers.map(\.key)) {
            try checkSeries(procedures.powers.filter { $0.key == key }, at: try file.map().required("powers"))
        }
    }

    mutating func readProvisions(_ file: LawbookNode) throws {
        let keys: Set<String> = [
            "key", "title", "text", "codes", "percent", "permille", "years", "example_of", "citation",
        ]
        let top = try file.map()
        let topic: Provision.Topic = try top.required("topic").value()
        for (node, row) in try rows(file, "provisions", keys: keys, besides: ["topic"]) {
            guard row.map["percent"] == nil || row.map["permille"] == nil else {
                throw node.error("has a share twice")
            }
            let permille = try row.map["permille"].map { Ratio(try positive($0), of: 1000) }
            let text = try row.map.required("text")
            guard try text.text().hasSuffix(".") else { throw text.error("must be a sentence") }
            procedures.provisions.append(
                Provision(
                    topic: topic, key: try identifier(try row.map.required("key")),
                    title: try row.map.required("title").text(), text: try text.text(),
                    codes: try row.map.optionalList("codes") { try $0.code() } ?? [],
                    share: try row.map["percent"].map(percent) ?? permille,
                    years: try row.map["years"].map(positive), exampleOf: try row.map["example_of"]?.text(),
                    from: row.from, until: row.until, citation: try citation(try row.map.required("citation")),
                    checkedOn: row.checkedOn))
        }
        let own = procedures.provisions.filter { $0.topic == topic }
        for key in Set(own.map(\.key)) {
            try checkSeries(own.filter { $0.key == key }, at: try top.required("provisions"))
        }
    }

    // MARK: Money

    mutating func readBonus(_ file: LawbookNode) throws {
        let keys: Set<String> = [
            "code", "coefficients", "unit_head_coefficients", "limit", "note", "citations",
        ]
        for (node, row) in try rows(file, "bonus", keys: keys) {
            let citations = try row.map.list("citations") { try citation($0) }
            guard !citations.isEmpty else { throw node.error("needs a citation") }
            try row.map["limit"]?.mustBeTrue()
            let bonus = DatedBonus(
                code: try row.map.required("code").code(), from: row.from, until: row.until,
                coefficients: try coefficients(try row.map.required("coefficients")),
                unitHeadCoefficients: try row.map["unit_head_coefficients"].map(coefficients) ?? [:],
                isLimit: row.map["limit"] != nil, note: try row.map["note"]?.text(), citations: citations,
                checkedOn: row.checkedOn)
            guard bonus.note != nil || !bonus.coefficients.values.contains(0) else {
                throw node.error("no money needs a note that says why")
            }
            procedures.bonuses[bonus.code, default: []].append(bonus)
        }
        for series in procedures.bonuses.values { try checkSeries(series, at: try file.map().required("bonus")) }
    }

    /// Coefficients are written in hundredths, so that no decimal point is ever misread. 0 says that the law gives none.
    private func coefficients(_ node: LawbookNode) throws -> [SubjectKind: Int] {
        let map = try node.map()
        try map.only(Set(SubjectKind.allCases.map(\.rawValue)))
        var values: [SubjectKind: Int] = [:]
        for subject in SubjectKind.allCases {
            guard let item = map[subject.rawValue] else { continue }
            let value = try item.int()
            guard (0...100_000).contains(value) else { throw item.error("must be 0 to 100000 hundredths") }
            values[subject] = value
        }
        guard !values.isEmpty else { throw node.error("needs a coefficient") }
        return values
    }

    mutating func readBaseSalary(_ file: LawbookNode) throws {
        for (_, row) in try rows(file, "base_salary", keys: ["amount", "citation"]) {
            let amountNode = try row.map.required("amount")
            let amount = try amountNode.int()
            guard amount > 0 else { throw amountNode.error("must be more than 0") }
            procedures.baseSalaries.append(
                DatedBaseSalary(
                    from: row.from, until: row.until, amount: Dong(Int64(amount)),
                    citation: try citation(try row.map.required("citation")), checkedOn: row.checkedOn))
        }
        try checkSeries(procedures.baseSalaries, at: try file.map().required("base_salary"))
    }

    // MARK: Checks across places

    /// Every code that a procedure names has a name, and no dossier is asked for the same paper twice on any day.
    func checkProcedures() throws {
        func known(_ codes: [CatalogueCode], _ place: String) throws {
            for code in codes where !records.contains(where: { $0.code == code }) && otherNames[code] == nil {
                throw LawbookError(file: place, key: code.rawValue, reason: "this code has no name")
            }
        }
        try known(procedures.votes.flatMap(\.codes), "votes")
        try known(procedures.papers.flatMap { ($0.codes ?? []) + $0.except }, "papers")
        try known(procedures.copies.flatMap(\.codes), "copies")
        try known(procedures.deadlines.flatMap(\.codes), "deadlines")
        try known(procedures.powers.flatMap(\.codes), "powers")
        try known(procedures.provisions.flatMap(\.codes), "provisions")
        try known(Array(procedures.bonuses.keys), "bonus")
        let codes =
            records.map { ($0.code, $0.kind, $0.categories) }
            + otherNames.map { ($0.key, $0.value.kind, CommendationCategory.allCases) }
        for (code, kind, categories) in codes {
            for category in categories {
                for simplified in [false, true] {
                    let asked = procedures.papers.filter {
                        $0.isAsked(code, kind, category, simplified: simplified)
                    }
                    for key in Set(asked.map(\.paper.key)) {
                        try checkPapers(asked.filter { $0.paper.key == key }, of: code)
                    }
                }
            }
        }
    }

    private func checkPapers(_ series: [DatedPaper], of code: CatalogueCode) throws {
        for (item, next) in zip(series, series.dropFirst()) {
            guard let until = item.until, until.adding(days: 1) == next.from else {
                throw LawbookError(
                    file: "papers", key: "\(item.paper.key) of \(code.rawValue)",
                    reason: "the period from \(item.from) must end on the day before \(next.from)")
            }
        }
    }
}
