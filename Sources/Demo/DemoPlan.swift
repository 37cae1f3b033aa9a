import Domain
import Law
import Primitives

/// Everything the demonstration puts in, made up before anything is written: the same values each time.
struct DemoPlan: Sendable {
    let units: DemoUnits
    let accounts: DemoAccounts
    let people: [InventedPerson]
    let unitYears: [InventedUnitYear]
    let roll: [Commendation]
    let letter: LetterOf2025
    let councils: DemoCouncils
    let calendar: DemoCalendar

    init() throws {
        units = DemoUnits(try CommuneTable.bundled())
        accounts = try DemoAccounts(units: units)
        let reserved = NamedCases.names.union(DemoAccounts.names)
        var careers = try Careers(units: units, reservedNames: reserved)
        try careers.addNamedCases(units: units)
        careers.populate()
        let collectives = careers.commendCollectives()
        people = careers.people
        roll = careers.roll.entries
        unitYears = try CollectiveNumbers(people: people, units: units)
            .unitYears(collectives, units: units, waiting: careers.waiting)
        letter = try LetterOf2025(units: units, accounts: accounts)
        calendar = try DemoCalendar(units: units, accounts: accounts, letter: letter)
        councils = try DemoCouncils(units: units, accounts: accounts, names: InventedNames(reserved: reserved))
    }
}
