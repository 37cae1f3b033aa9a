import Law

/// Names put together by lot from lists of surnames, middle names and given names: nobody in particular.
///
/// Left out on purpose: whatever would make the name of a person named in the letter of January 2025.
struct InventedNames {
    private static let surnames: [(surname: String, ethnicity: String, weight: Int)] = [
        ("Hoàng", "Tày", 13), ("Nông", "Tày", 13), ("Ma", "Tày", 9), ("Hà", "Tày", 8), ("Nguyễn", "Tày", 7),
        ("Đàm", "Tày", 6), ("Lường", "Tày", 5), ("Lý", "Tày", 4), ("Dương", "Tày", 4), ("Lục", "Tày", 3),
        ("Nông", "Nùng", 5), ("Vi", "Nùng", 5), ("Lương", "Nùng", 4), ("Hoàng", "Nùng", 3),
        ("Triệu", "Dao", 7), ("Bàn", "Dao", 7), ("Đặng", "Dao", 6), ("Phùng", "Dao", 5), ("Lý", "Dao", 4),
        ("Giàng", "Mông", 2), ("Vàng", "Mông", 2), ("Sùng", "Mông", 2), ("Lý", "Mông", 2),
        ("Nguyễn", "Kinh", 9), ("Trần", "Kinh", 5), ("Lê", "Kinh", 4), ("Phạm", "Kinh", 4), ("Vũ", "Kinh", 3),
        ("Bùi", "Kinh", 2), ("Đỗ", "Kinh", 2),
    ]
    private static let womenMiddles = [
        "Thị", "Thị", "Thị", "Thị", "Thị Thu", "Thị Hồng", "Thị Minh", "Thị Kim", "Thị Thanh", "Thu", "Bích", "Ngọc",
        "Thùy",
    ]
    private static let menMiddles = [
        "Văn", "Văn", "Văn", "Đức", "Quang", "Minh", "Hữu", "Trọng", "Xuân", "Công", "Ngọc", "Thanh", "Tiến", "Duy",
        "Mạnh",
    ]
    private static let womenGiven = [
        "Anh", "Ánh", "Chi", "Chinh", "Cúc", "Dung", "Duyên", "Đào", "Điệp", "Giang", "Hạnh", "Hảo", "Hằng", "Hiền",
        "Hoa",
        "Hòa", "Hoài", "Hồng", "Huệ", "Hương", "Hường", "Khuyên", "Lan", "Lệ", "Liên", "Linh", "Loan", "Luyến", "Mai",
        "Mây",
        "Mến", "Mơ", "My", "Nga", "Ngân", "Nguyệt", "Nhàn", "Nhung", "Oanh", "Phượng", "Quyên", "Quỳnh", "Tâm", "Thảo",
        "Thắm", "Thơm", "Thu", "Thủy", "Tình", "Trang", "Tuyết", "Tươi", "Vân", "Xuân", "Yến",
    ]
    private static let menGiven = [
        "An", "Ánh", "Bảo", "Bắc", "Chiến", "Chung", "Cường", "Dũng", "Duy", "Dương", "Đạt", "Điệp", "Đông", "Đức",
        "Giang",
        "Hải", "Hậu", "Hiếu", "Hiệp", "Hoàn", "Hoàng", "Hùng", "Huy", "Hưng", "Khánh", "Khoa", "Kiên", "Lâm", "Long",
        "Lợi",
        "Lực", "Mạnh", "Minh", "Nam", "Nghĩa", "Nguyên", "Phong", "Phú", "Phúc", "Quân", "Quý", "Quyết", "Sáng", "Sơn",
        "Tài", "Thái", "Thành", "Thắng", "Thịnh", "Thọ", "Tiến", "Toàn", "Trung", "Trường", "Tú", "Tuấn", "Tùng",
        "Việt",
        "Vinh", "Vượng",
    ]

    /// Names kept for people with a part to play, so that each of them is found by name alone.
    private let reserved: Set<String>
    private let everywhere: [(surname: String, ethnicity: String)]
    private let lowland: [(surname: String, ethnicity: String)]

    init(reserved: Set<String>) {
        self.reserved = reserved
        everywhere = Self.surnames.flatMap { row in Array(repeating: (row.surname, row.ethnicity), count: row.weight) }
        lowland = Self.surnames.flatMap { row in
            Array(repeating: (row.surname, row.ethnicity), count: row.ethnicity == "Kinh" ? row.weight * 6 : 1)
        }
    }

    func next(_ sex: Sex, inBacKan: Bool, using random: inout SeededGenerator) -> (name: String, ethnicity: String) {
        while true {
            let family = random.pick(inBacKan ? everywhere : lowland, or: ("Nông", "Tày"))
            let middle = random.pick(sex == .female ? Self.womenMiddles : Self.menMiddles, or: "Văn")
            let given = random.pick(sex == .female ? Self.womenGiven : Self.menGiven, or: "An")
            let name = "\(family.surname) \(middle) \(given)"
            // Not “Thị Thu Thu”, and no name that has a part.
            if middle.split(separator: " ").last.map(String.init) != given, !reserved.contains(name) {
                return (name, family.ethnicity)
            }
        }
    }
}

/// Initiatives as officials name them, put together by lot.
enum InventedInitiatives {
    private static let beginnings = [
        "Giải pháp nâng cao hiệu quả", "Ứng dụng công nghệ thông tin trong", "Đổi mới cách làm trong",
        "Xây dựng quy trình mẫu cho", "Phối hợp liên ngành trong",
    ]
    private static let subjects = [
        "theo dõi hộ nghèo, hộ cận nghèo", "tiếp công dân và giải quyết đơn thư", "quản lý hồ sơ đất đai",
        "vận động xóa nhà tạm, nhà dột nát", "dạy học cho học sinh dân tộc thiểu số", "đăng ký hộ tịch",
        "tuyên truyền phòng, chống cháy rừng", "chi trả trợ cấp xã hội", "quản lý tài sản công",
        "chăm sóc sức khỏe ban đầu cho người dân", "xây dựng nông thôn mới", "lưu trữ hồ sơ điện tử",
        "hướng dẫn người dân nộp hồ sơ trực tuyến", "phòng, chống dịch bệnh gia súc", "bảo tồn hát then, đàn tính",
        "tổ chức sinh hoạt khu dân cư", "thu gom rác thải nông thôn", "cấp nước sinh hoạt hợp vệ sinh",
    ]

    static func next(using random: inout SeededGenerator) -> String {
        random.pick(beginnings, or: "Giải pháp nâng cao hiệu quả") + " "
            + random.pick(subjects, or: "xây dựng nông thôn mới")
    }
}
