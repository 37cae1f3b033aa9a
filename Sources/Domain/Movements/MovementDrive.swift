import Primitives

/// A stretch of a movement with goals of its own (đợt thi đua). Its first and its last day belong to it, and lie within the
/// movement's.
public struct MovementDrive: Sendable, Hashable, Identifiable {
    public let id: ID<MovementDrive>
    public let movementID: ID<Movement>
    public var name: String
    public var startsOn: CivilDate
    public var endsOn: CivilDate
    public var goals: String
    /// The day of the calendar it greets, and in which year.
    public var greeting: Greeting?
    /// Why it does not take place; empty while it stands.
    public var cancelReason: String
    public var version: Int

    public struct Greeting: Sendable, Hashable {
        public let occasionID: ID<Occasion>
        public let year: Int

        public init(occasionID: ID<Occasion>, year: Int) {
            self.occasionID = occasionID
            self.year = year
        }
    }

    public init(
        id: ID<MovementDrive>, movementID: ID<Movement>, name: String, startsOn: CivilDate, endsOn: CivilDate,
        goals: String, greeting: Greeting? = nil, cancelReason: String = "", version: Int = 1
    ) {
        self.id = id
        self.movementID = movementID
        self.name = name
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.goals = goals
        self.greeting = greeting
        self.cancelReason = cancelReason
        self.version = version
    }

    public var isCancelled: Bool { !cancelReason.isEmpty }

    /// How many drives one movement may have.
    public static let maximum = 24

    /// What is wrong with these days, as a sentence; both boundary days of the movement are inside.
    public static func obstacle(from start: CivilDate, until end: CivilDate, in movement: Movement) -> String? {
        if start < movement.startsOn {
            return
                "Đợt bắt đầu ngày \(start.written), trước ngày bắt đầu của phong trào (\(movement.startsOn.written))."
        }
        if end > movement.endsOn {
            return "Đợt kết thúc ngày \(end.written), sau ngày kết thúc của phong trào (\(movement.endsOn.written))."
        }
        return nil
    }
}
