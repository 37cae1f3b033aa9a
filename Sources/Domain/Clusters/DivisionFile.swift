import Primitives

/// A division of units into clusters as a file brings it: a line for each unit and each cluster that it is to belong to. A unit
/// without a cluster in the file stays where it is.
public struct DivisionFile: Sendable, Hashable {
    public struct Row: Sendable, Hashable {
        public let line: Int
        /// Of the two either may be empty.
        public let unitCode: String
        public let unitName: String
        /// Empty where the unit stays where it is.
        public let cluster: String
    }

    public let rows: [Row]
    public let faults: [UnitFile.Fault]

    public static let codeColumn = "Mã đơn vị"
    public static let nameColumn = "Đơn vị"
    public static let clusterColumn = "Cụm, khối"
    public static let header = [codeColumn, nameColumn, clusterColumn]

    /// Reads a file. Columns stand in any order, and others beside them are passed over. What is wrong with single cells is
    /// collected in ``faults``.
    /// - Throws: `Problem(.invalid)` on the field `tep` when it is no such file at all.
    public init(reading text: String) throws {
        let table: DelimitedText
        do {
            table = try DelimitedText(reading: text)
        } catch let fault as DelimitedText.Fault {
            throw Self.unreadable(fault.message)
        }
        guard let header = table.rows.first else {
            throw Self.unreadable("Tệp không có dòng nào. Chọn tệp chia đơn vị rồi tải lại.")
        }
        let heads = header.values.map(VietnameseText.folded)
        func column(_ name: String) -> Int? { heads.firstIndex(of: VietnameseText.folded(name)) }
        guard let cluster = column(Self.clusterColumn), let name = column(Self.nameColumn),
            let code = column(Self.codeColumn)
        else {
            let missing = Self.header.filter { column($0) == nil }.map { "“\($0)”" }.joined(separator: ", ")
            throw Self.unreadable("Dòng đầu của tệp thiếu cột \(missing). Tải bảng chia hiện nay để có đúng mẫu.")
        }
        if table.rows.count - 1 > UnitFile.maximumRows {
            throw Self.unreadable(
                "Tệp có \(groupedByThousands(table.rows.count - 1)) dòng, nhiều hơn \(groupedByThousands(UnitFile.maximumRows)) dòng mỗi lần. Chia tệp rồi tải từng phần."
            )
        }
        if table.rows.count == 1 { throw Self.unreadable("Tệp chỉ có dòng tiêu đề, chưa có đơn vị nào.") }
        var rows: [Row] = []
        var faults: [UnitFile.Fault] = []
        for row in table.rows.dropFirst() {
            func value(_ column: Int) -> String {
                column < row.values.count ? VietnameseText.tidied(row.values[column]) : ""
            }
            // A list that was saved from here carries a mark before what a spreadsheet would run (`CommaSeparated`).
            func plain(_ text: String) -> String { text.hasPrefix("'") ? String(text.dropFirst()) : text }
            let read = Row(
                line: row.line, unitCode: plain(value(code)), unitName: plain(value(name)),
                cluster: plain(value(cluster)))
            if read.unitCode.isEmpty, read.unitName.isEmpty {
                if !read.cluster.isEmpty {
                    faults.append(
                        UnitFile.Fault(
                            line: row.line, column: Self.nameColumn, message: "để trống. Ghi mã hoặc tên đơn vị."))
                }
                continue
            }
            rows.append(read)
        }
        self.rows = rows
        self.faults = faults
    }

    private static func unreadable(_ message: String) -> Problem { Problem.invalid([FieldProblem("tep", message)]) }
}
