import Domain
import Primitives
import Store

/// What must always hold between tables. Each check answers in Vietnamese sentences that name what is wrong; empty when nothing is.
public enum SoundnessRecords {
    /// The search indexes hold exactly the rows that they index.
    public static func searchProblems(in tx: any ReadTransaction) throws -> [String] {
        var problems: [String] = []
        let pairs: [(noun: String, rows: SQL, index: SQL)] = [
            ("Bảng vàng", "commendation", "commendation_search"), ("Cá nhân", "person", "person_search"),
            ("Hồ sơ", "dossier", "dossier_search"),
        ]
        for pair in pairs {
            let rows = try tx.count("SELECT COUNT(*) AS n FROM \(pair.rows)")
            let indexed = try tx.count("SELECT COUNT(*) AS n FROM \(pair.index)")
            if rows != indexed {
                problems.append("Chỉ mục tìm kiếm của \(pair.noun): có \(indexed) mục nhưng dữ liệu có \(rows) mục.")
            }
        }
        let lost = try tx.rows(
            """
            SELECT c.id, c.recipient_name FROM commendation c WHERE NOT EXISTS (
                SELECT 1 FROM commendation_search s WHERE s.rowid = c.position AND s.commendation_id = c.id)
            ORDER BY c.position LIMIT 20
            """)
        for row in lost {
            let (id, name): (String, String) = (try row["id"], try row["recipient_name"])
            problems.append("Bảng vàng: không tìm kiếm được mục của \(name) (mã \(id)).")
        }
        return problems
    }

    /// The numbers of every book run without gaps, and the book knows its last one.
    public static func numberBookProblems(in tx: any ReadTransaction) throws -> [String] {
        var problems: [String] = []
        var books: [Book: Int] = [:]
        for row in try tx.rows(
            "SELECT unit_id, symbol, year, last_number FROM number_book ORDER BY unit_id, symbol, year")
        {
            books[Book(owner: try row["unit_id"], symbol: try row["symbol"], year: try row["year"])] = try row[
                "last_number"]
        }
        let decisions = try tx.rows(
            """
            SELECT d.issuer_unit_id, d.symbol, d.year, COUNT(*) AS held, MIN(d.number) AS lowest, MAX(d.number) AS highest, u.name
            FROM decision d JOIN unit u ON u.id = d.issuer_unit_id WHERE d.number IS NOT NULL
            GROUP BY d.issuer_unit_id, d.symbol, d.year, u.name ORDER BY d.issuer_unit_id, d.symbol, d.year
            """)
        for row in decisions {
            let book = Book(owner: try row["issuer_unit_id"], symbol: try row["symbol"], year: try row["year"])
            let name: String = try row["name"]
            let (held, lowest, highest): (Int, Int, Int) = (try row["held"], try row["lowest"], try row["highest"])
            problems += gaps(
                "Sổ quyết định …/\(book.symbol) năm \(book.year) của \(name)", held: held, lowest: lowest,
                highest: highest,
                last: books.removeValue(forKey: book))
        }
        let dossiers = try tx.rows(
            """
            SELECT SUBSTR(number, 4, 4) AS book_year, COUNT(*) AS held, MIN(number) AS lowest, MAX(number) AS highest FROM dossier
            GROUP BY SUBSTR(number, 4, 4) ORDER BY book_year
            """)
        for row in dossiers {
            let year: String = try row["book_year"]
            let (first, last): (String, String) = (try row["lowest"], try row["highest"])
            guard let lowest = Int(first.dropFirst(8)), let highest = Int(last.dropFirst(8)), let number = Int(year)
            else {
                problems.append("Hồ sơ số “\(first)” không đúng mẫu HS-2025-000123.")
                continue
            }
            problems += gaps(
                "Sổ số hồ sơ năm \(year)", held: try row["held"], lowest: lowest, highest: highest,
                last: books.removeValue(forKey: Book(owner: "ho-so", symbol: "HS", year: number)))
        }
        for (book, last) in books.sorted(by: { ($0.key.symbol, $0.key.year) < ($1.key.symbol, $1.key.year) })
        where last > 0 {
            guard book.symbol == "HS" || book.symbol.contains("QĐ") else { continue }
            problems.append(
                "Sổ số …/\(book.symbol) năm \(book.year): đã cấp đến số \(last) nhưng không còn văn bản nào.")
        }
        return problems
    }

    private struct Book: Hashable {
        let owner: String
        let symbol: String
        let year: Int
    }

    private static func gaps(_ name: String, held: Int, lowest: Int, highest: Int, last: Int?) -> [String] {
        var problems: [String] = []
        if highest - lowest + 1 != held {
            problems.append(
                "\(name): từ số \(lowest) đến số \(highest) phải có \(highest - lowest + 1) văn bản nhưng chỉ có \(held)."
            )
        }
        if let last, last != highest {
            problems.append("\(name): sổ ghi số cuối là \(last) nhưng văn bản cuối mang số \(highest).")
        }
        return problems
    }
}
