/// What the letter of January 2025 holds, taken from it by hand, so that the letter made here can be laid beside it. Names of people
/// are left out.
enum LetterOf2025Facts {
    static let letterhead = [
        "ỦY BAN NHÂN DÂN", "TỈNH BẮC KẠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    ]
    static let symbol = "/UBND-NCPC"
    /// Number and day are blank.
    static let abstract = "V/v triển khai công tác thi đua, khen thưởng năm 2025"
    static let salutation = "Kính gửi: Các cơ quan, đơn vị tham gia các cụm, khối thi đua của tỉnh"

    static let headings = [
        "1. Phát động và tổ chức thực hiện tốt các phong trào thi đua",
        "2. Nâng cao chất lượng công tác khen thưởng; đẩy mạnh tuyên truyền, phát hiện, bồi dưỡng và nhân rộng các điển hình tiên tiến",
        "3. Tăng cường công tác lãnh đạo và nâng cao hiệu quả công tác quản lý Nhà nước về thi đua, khen thưởng",
        "4. Đổi mới và nâng cao chất lượng hoạt động của Hội đồng Thi đua - Khen thưởng các cấp và các cụm, khối thi đua",
    ]

    /// How many paragraphs with a dash each section has.
    static let tasks = [3, 5, 4, 3]

    /// First and last words of each paragraph from the opening to the closing, headings left out, in their order.
    static let paragraphs: [(first: String, last: String)] = [
        ("Năm 2025 là năm diễn ra nhiều ngày lễ", "đua yêu nước toàn quốc lần thứ XI."),
        ("Phát huy kết quả đạt được trong công tác", "triển khai các nội dung chủ yếu sau:"),
        ("Nhằm đẩy mạnh các phong trào thi đua yêu", "trọng tâm của đơn vị và của tỉnh."),
        ("Tiếp tục hưởng ứng tích cực các phong trào", "tỉnh và của ngành, địa phương, đơn vị."),
        ("Tổ chức tốt các phong trào thi đua gắn", "hoạch số 645/KH-UBND ngày 25/9/2024 của UBND tỉnh."),
        ("Đẩy mạnh triển khai, hoàn thành các dự án,", "sửa chữa, xây mới trên địa bàn tỉnh."),
        ("Tập trung nâng cao chất lượng công tác khen", "từng ngành, địa phương, đơn vị và tỉnh."),
        ("Chú trọng khen thưởng thành tích đột xuất, khen", "hội và phục vụ người dân, doanh nghiệp..."),
        ("Đẩy mạnh công tác tuyên truyền tư tưởng của", "các ngày kỷ niệm lớn trong năm 2025."),
        ("Thường xuyên trao đổi kinh nghiệm giữa các cơ", "vị trên địa bàn tỉnh hoặc ngoài tỉnh."),
        ("Tổ chức tốt Hội nghị biểu dương điển hình", "Hội đồng Thi đua - Khen thưởng tỉnh)."),
        ("Tổ chức quán triệt Chỉ thị số 41-CT/TW ngày", "chỉ đạo tổ chức, triển khai thực hiện."),
        ("Hội đồng Thi đua - Khen thưởng các cấp", "nhiệm vụ công tác thi đua, khen thưởng."),
        ("Tập trung nâng cao hiệu quả quản lý nhà", "tỏa tích cực trong cộng đồng, xã hội."),
        ("Tăng cường khen thưởng theo thẩm quyền, cấp nào", "và có ý nghĩa giáo dục, tuyên truyền."),
        ("Kiện toàn, xây dựng và sửa đổi quy chế", "thực hiện nhiệm vụ của các đơn vị."),
        ("Kiện toàn, nâng cao hiệu quả hoạt động của", "sức lan tỏa của đề tài, sáng kiến."),
        ("Quan tâm củng cố đội ngũ công chức, viên", "nhiệm vụ công tác thi đua, khen thưởng."),
        ("Với nội dung trên, đề nghị các cơ quan,", "tổng hợp báo cáo Chủ tịch UBND tỉnh./."),
    ]

    static let theme =
        "“Đảng bộ, Chính quyền và Nhân dân các dân tộc tỉnh Bắc Kạn ra sức thi đua, quyết tâm phấn đấu hoàn thành và hoàn thành vượt mức các mục tiêu, nhiệm vụ thực hiện Nghị quyết Đại hội Đảng bộ các cấp nhiệm kỳ 2020-2025, hướng tới chào mừng Đại hội Đảng bộ các cấp, Đại hội Thi đua yêu nước và các ngày lễ lớn, sự kiện lịch sử quan trọng trong năm 2025”"

    static let movements = [
        "“Chung tay xóa nhà tạm, nhà dột nát trên địa bàn tỉnh Bắc Kạn trong năm 2025”",
        "“Bắc Kạn chung sức xây dựng nông thôn mới”",
        "“Bắc Kạn chung tay vì người nghèo - không để ai bị bỏ lại phía sau”",
        "“Bắc Kạn đẩy mạnh chương trình chuyển đổi số”",
        "“Đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại; thực hành tiết kiệm, chống lãng phí”",
        "“Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở”",
        "“Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học tập suốt đời”",
    ]

    static let instruments = [
        "Nghị quyết số 75/NQ-HĐND ngày 09/12/2024", "Quyết định số 66/QĐ-UBND ngày 15/01/2021",
        "Quyết định số 2199/QĐ-UBND ngày 10/12/2024", "Quyết định số 2228/QĐ-UBND ngày 16/12/2024",
        "Kế hoạch số 645/KH-UBND ngày 25/9/2024", "Chỉ thị số 41-CT/TW ngày 26/12/2024 của Bộ Chính trị",
    ]

    /// The count of years, and the days; each stands in the opening and again in section 1.
    static let greatDays = [
        ("95 năm", "(03/02/1930-03/02/2025)"), ("125 năm", "(11/4/1900-11/4/2025)"),
        ("50 năm", "(30/4/1975-30/4/2025)"), ("135 năm", "(19/5/1890-19/5/2025)"),
        ("80 năm", "(19/8/1945-19/8/2025)"), ("Quốc khánh", "(02/9/1945-02/9/2025)"),
        ("80 năm ngày truyền thống Công an nhân dân", "(19/8/1945-19/8/2025)"),
        ("20 năm Ngày hội Toàn dân bảo vệ an ninh Tổ quốc", "(19/8/2005-19/8/2025)"),
    ]

    static let congresses = [
        "Đại hội Đảng bộ các cấp", "Đại hội đại biểu toàn quốc lần thứ XIV của Đảng",
        "hội nghị điển hình tiên tiến các cấp",
        "Đại hội Thi đua yêu nước tỉnh Bắc Kạn lần thứ VI", "Đại hội Thi đua yêu nước toàn quốc lần thứ XI",
    ]

    static let recipients = [
        "- Như trên (t/h);", "- Ban Thi đua - Khen thưởng Trung ương (b/c);", "- TT. Tỉnh ủy (b/c);",
        "- TT. HĐND tỉnh (b/c);", "- CT, các PCT UBND tỉnh;", "- LĐVP;", "- Lưu: VT",
    ]

    static let capacity = "CHỦ TỊCH"
}
