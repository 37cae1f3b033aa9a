import Primitives
import WebSupport

extension DeadlineBadge {
    /// The time left until the end of a day, in words; red once that day is over.
    init(due day: CivilDate, today: CivilDate) {
        let left = day.days(since: today)
        switch left {
        case ..<0: self.init(label: "Quá hạn \(-left) ngày", isLate: true)
        case 0: self.init(label: "Hết hạn hôm nay", isLate: false, isSoon: true)
        case 1...7: self.init(label: "Còn \(left) ngày", isLate: false, isSoon: true)
        default: self.init(label: "Hạn \(day.written)", isLate: false)
        }
    }
}
