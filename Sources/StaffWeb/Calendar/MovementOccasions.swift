import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// On the page of a movement: the days it greets, and the activities that belong to it.
struct MovementOccasions {
    let movementID: ID<Movement>
    let greeted: [GreetedOccasion]
    let activities: [ActivityLine]
    /// What may still be chosen; `nil` for those who only read.
    let choices: [OccasionLine]?
    let startsOn: CivilDate
    let csrfToken: String

    static func load(
        _ visit: Visit, _ movement: Movement, _ policy: MovementPolicy, in tx: any ReadTransaction
    ) throws -> MovementOccasions {
        let greeted = try OccasionLinkRecords.occasions(of: .movement, movement.id.rawValue, in: tx)
        let mayLink = MovementGreetingPolicy(actor: visit.actor, launching: policy.launching).permission.isOpen
        let taken = Set(greeted.map { "\($0.occasion.id) \($0.year)" })
        return MovementOccasions(
            movementID: movement.id, greeted: greeted,
            activities: movement.state == .draft
                ? [] : try ActivityRecords.activities(of: movement.id, limit: 20, in: tx),
            choices: mayLink
                ? try OccasionRecords.choices(for: [movement.launchingUnitID], from: movement.startsOn, in: tx)
                    .filter { line in
                        guard let year = line.occasion.yearGreeted(from: movement.startsOn) else { return false }
                        return !taken.contains("\(line.occasion.id) \(year)")
                    } : nil,
            startsOn: movement.startsOn, csrfToken: visit.csrfToken)
    }

    var html: HTML {
        """
        \(if: !greeted.isEmpty || choices != nil, Card(title: "Chào mừng", body: greetedPart, id: "chao-mung").html)
        \(if: !activities.isEmpty, Card(title: "Hoạt động trong phong trào", body: activityPart).html)
        """
    }

    private var greetedPart: HTML {
        let hint: HTML =
            greeted.isEmpty ? "<p class=\"muted\">Chưa gắn với ngày nào trong lịch.</p>" : ""
        return """
            \(hint)\(if: !greeted.isEmpty, "<ul class=\"files\">\(each: greeted, row)</ul>")
            \(some: choices, chooser)
            """
    }

    private func row(_ found: GreetedOccasion) -> HTML {
        let day = found.occasion.occurrence(in: found.year)
        let when = found.occasion.isOpen ? found.occasion.period?.written : day?.startsOn.written
        let remove: HTML? =
            choices == nil
            ? nil
            : Form(
                action: Route.unlinkMovement.path(movementID), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "occasion", value: found.occasion.id.rawValue).html)\
                    \(HiddenField(name: "year", value: String(found.year)).html)\
                    \(Button(label: "Bỏ gắn", tone: .quiet, attributes: "aria-label=\"Bỏ gắn với \(found.title)\"").html)
                    """
            ).html
        return """
            <li>\(Link(label: found.title, href: Route.occasion.path(found.occasion.id)).html)\
            \(some: when, { "<span class=\"muted\">\($0)</span>" })\(remove)</li>
            """
    }

    private func chooser(_ choices: [OccasionLine]) -> HTML {
        if choices.isEmpty {
            return
                "<p>\(Link(label: "Thêm ngày vào lịch", href: Route.newOccasion.path()).html) để gắn với phong trào này.</p>"
        }
        let form = Form(
            action: Route.linkMovement.path(movementID), csrfToken: csrfToken,
            body: """
                \(Select(
                    name: "occasion", label: "Ngày trong lịch",
                    options: [OptionGroup(options: choices.map(option))],
                    hint: "Số năm được tính cho lần gần nhất kể từ khi phong trào bắt đầu").html)
                <div class="actions">\(Button(label: "Gắn với ngày này", tone: .secondary).html)</div>
                """)
        return Confirmation(summary: "Gắn thêm một ngày", body: form.html).html
    }

    private func option(_ line: OccasionLine) -> Option { OccasionChoice.option(line, from: startsOn) }

    private var activityPart: HTML {
        """
        <ul class="entries">\(each: activities, { CalendarItem.activity($0).html })</ul>
        """
    }
}

/// A day of the calendar as a choice: with the count it will have.
enum OccasionChoice {
    static func option(_ line: OccasionLine, from start: CivilDate) -> Option {
        let occasion = line.occasion
        let year = occasion.yearGreeted(from: start)
        let title = year.map { GreetedOccasion(occasion: occasion, year: $0).title } ?? occasion.name
        let when =
            occasion.isOpen
            ? occasion.period?.written : year.flatMap { occasion.occurrence(in: $0)?.startsOn.written }
        return Option(value: occasion.id.rawValue, label: when.map { "\(title) (\($0))" } ?? title)
    }
}
