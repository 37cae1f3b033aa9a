import Domain
import Primitives

/// The plan of 2025 of Bắc Kạn: the words of the letter of January 2025, with its numbers, dates, movements and theme taken out
/// into rows and woven in again by their names in square brackets. The letter leaves its own number and day blank, so they are
/// blank here; the names of people on it are left out.
enum PlanOf2025 {
    static let movements = [
        "Chung tay xóa nhà tạm, nhà dột nát trên địa bàn tỉnh Bắc Kạn trong năm 2025",
        "Bắc Kạn chung sức xây dựng nông thôn mới",
        "Bắc Kạn chung tay vì người nghèo - không để ai bị bỏ lại phía sau",
        "Bắc Kạn đẩy mạnh chương trình chuyển đổi số",
        "Đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại; thực hành tiết kiệm, chống lãng phí",
        "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở",
        "Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học tập suốt đời",
    ]

    static let bases = [
        PlanBasis(
            instrument: "Nghị quyết số 75/NQ-HĐND", issuedOn: day(2024, 12, 9), issuer: "Hội đồng nhân dân (HĐND) tỉnh",
            subject:
                "về kế hoạch phát triển kinh tế - xã hội, đảm bảo quốc phòng và an ninh năm 2025"),
        PlanBasis(
            instrument: "Quyết định số 66/QĐ-UBND", issuedOn: day(2021, 1, 15),
            subject:
                "về việc ban hành Chương trình hành động thực hiện Kế hoạch phát triển kinh tế - xã hội, đảm bảo quốc phòng - an ninh 5 năm giai đoạn 2021-2025 trên địa bàn tỉnh Bắc Kạn"
        ),
        PlanBasis(
            instrument: "Quyết định số 2199/QĐ-UBND", issuedOn: day(2024, 12, 10),
            subject:
                "về việc giao chỉ tiêu kế hoạch phát triển kinh tế - xã hội và dự toán ngân sách năm 2025"),
        PlanBasis(
            instrument: "Quyết định số 2228/QĐ-UBND", issuedOn: day(2024, 12, 16),
            subject:
                "về việc ban hành Chương trình hành động thực hiện Kế hoạch phát triển kinh tế - xã hội, đảm bảo quốc phòng - an ninh năm 2025 trên địa bàn tỉnh Bắc Kạn"
        ),
        PlanBasis(
            instrument: "Kế hoạch số 645/KH-UBND", issuedOn: day(2024, 9, 25), issuer: "UBND tỉnh"),
        PlanBasis(
            instrument: "Chỉ thị số 41-CT/TW", issuedOn: day(2024, 12, 26), issuer: "Bộ Chính trị",
            subject:
                "“về tăng cường sự lãnh đạo của Đảng đối với công tác thi đua, khen thưởng trong tình hình mới”"),
    ]

    static let opening =
        "Năm 2025 là năm diễn ra nhiều ngày lễ lớn của đất nước và của tỉnh Bắc Kạn: Kỷ niệm 95 năm ngày thành lập Đảng (03/02/1930-03/02/2025); 125 năm Ngày thành lập tỉnh Bắc Kạn (11/4/1900-11/4/2025); 50 năm Ngày giải phóng miền Nam, thống nhất đất nước (30/4/1975-30/4/2025); 135 năm ngày sinh của Chủ tịch Hồ Chí Minh (19/5/1890-19/5/2025); 80 năm Ngày Cách mạng tháng Tám thành công (19/8/1945-19/8/2025) và Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam (02/9/1945-02/9/2025); 80 năm ngày truyền thống Công an nhân dân Việt Nam (19/8/1945-19/8/2025) và 20 năm Ngày hội Toàn dân bảo vệ an ninh Tổ quốc (19/8/2005-19/8/2025), là năm diễn ra Đại hội Đảng bộ các cấp, Đại hội đại biểu toàn quốc lần thứ XIV của Đảng; hội nghị điển hình tiên tiến các cấp, Đại hội Thi đua yêu nước tỉnh Bắc Kạn lần thứ VI và Đại hội Thi đua yêu nước toàn quốc lần thứ XI."
        + "\n"
        + "Phát huy kết quả đạt được trong công tác thi đua, khen thưởng năm 2024; nhằm thực hiện thắng lợi các nhiệm vụ chính trị, các chỉ tiêu phát triển kinh tế - xã hội năm 2025, thiết thực lập thành tích chào mừng kỷ niệm các ngày lễ lớn của tỉnh và đất nước, Chủ tịch Ủy ban nhân dân (UBND) tỉnh - Chủ tịch Hội đồng Thi đua - Khen thưởng tỉnh đề nghị Thủ trưởng các sở, ban, ngành; Mặt trận Tổ quốc và các đoàn thể, hội cấp tỉnh; Chủ tịch UBND các huyện, thành phố; Giám đốc các doanh nghiệp đóng trên địa bàn tỉnh; Cụm trưởng, Khối trưởng các cụm, khối thi đua của tỉnh (sau đây gọi tắt là các cơ quan, đơn vị, địa phương) tập trung lãnh đạo, chỉ đạo, tổ chức triển khai các nội dung chủ yếu sau:"

    static let closing =
        "Với nội dung trên, đề nghị các cơ quan, đơn vị, địa phương triển khai thực hiện. Trong quá trình thực hiện, nếu có phát sinh vướng mắc, các cơ quan, đơn vị, địa phương kịp thời phản ánh về Sở Nội vụ (cơ quan Thường trực của Hội đồng Thi đua - Khen thưởng tỉnh) để tổng hợp báo cáo Chủ tịch UBND tỉnh./."

    /// Heading, text before the tasks, tasks.
    static let sections: [(heading: String, intro: String, tasks: [String])] = [
        (
            "Phát động và tổ chức thực hiện tốt các phong trào thi đua",
            "Nhằm đẩy mạnh các phong trào thi đua yêu nước trên các lĩnh vực, góp phần thực hiện đồng bộ các giải pháp phát triển kinh tế - xã hội, đảm bảo quốc phòng và an ninh trên địa bàn tỉnh, bám sát các chỉ tiêu và giải pháp đề ra tại [75/NQ-HĐND]; Các Quyết định của UBND tỉnh: [66/QĐ-UBND], [2199/QĐ-UBND] và [2228/QĐ-UBND], Chủ tịch UBND tỉnh phát động phong trào thi đua với chủ đề [chủ đề]. Để phong trào thi đua lan tỏa sâu rộng trong các tầng lớp Nhân dân, Chủ tịch UBND tỉnh đề nghị các cơ quan, đơn vị, địa phương đổi mới phương thức, biện pháp tổ chức các phong trào thi đua thường xuyên, thi đua theo đợt, thi đua chuyên đề với nội dung, tiêu chí cụ thể, phù hợp với điều kiện tình hình thực tế và đặc thù chức năng, nhiệm vụ nhằm thực hiện tốt các mục tiêu, nhiệm vụ trọng tâm của đơn vị và của tỉnh.",
            [
                "Tiếp tục hưởng ứng tích cực các phong trào thi đua do Trung ương và tỉnh phát động: [phong trào]... xây dựng kế hoạch và triển khai các đợt thi đua riêng, đặc thù để giải quyết khâu yếu, việc khó và các nhiệm vụ trọng tâm của đơn vị đảm bảo thiết thực, bám sát yêu cầu nhiệm vụ chính trị, mục tiêu, chỉ tiêu phát triển kinh tế - xã hội của tỉnh và của ngành, địa phương, đơn vị.",
                "Tổ chức tốt các phong trào thi đua gắn với các hoạt động văn hóa, thể thao chào mừng kỷ niệm các ngày lễ lớn, các sự kiện lịch sử quan trọng của đất nước: Kỷ niệm 95 năm Ngày thành lập Đảng Cộng sản Việt Nam (03/02/1930-03/02/2025); Kỷ niệm 125 năm Ngày thành lập tỉnh Bắc Kạn (11/4/1900-11/4/2025); Kỷ niệm 50 năm Ngày Giải phóng miền Nam, thống nhất đất nước (30/4/1975-30/4/2025); Kỷ niệm 135 năm Ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890-19/5/2025); Kỷ niệm 80 năm Ngày Cách mạng tháng Tám (19/8/1945-19/8/2025), Ngày Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam (02/9/1945-02/9/2025); 80 năm ngày truyền thống Công an nhân dân Việt Nam (19/8/1945-19/8/2025) và 20 năm Ngày hội Toàn dân bảo vệ an ninh Tổ quốc (19/8/2005-19/8/2025), Đợt thi đua đặc biệt lập thành tích chào mừng các ngày lễ lớn, sự kiện lịch sử quan trọng trong năm 2025, chào mừng Đại hội Đảng bộ các cấp, hướng tới Đại hội đại biểu toàn quốc lần thứ XIV của Đảng theo [645/KH-UBND].",
                "Đẩy mạnh triển khai, hoàn thành các dự án, công trình đảm bảo tiến độ, chất lượng, để kịp thời gắn biển nhân dịp các ngày kỷ niệm lớn của đất nước, của tỉnh; thực hiện hiệu quả chương trình giảm nghèo bền vững qua đó tạo khí thế thi đua sôi nổi, phát huy sức mạnh của cả hệ thống chính trị và các tầng lớp Nhân dân tập trung mọi nguồn lực để đến hết năm 2025 xóa bỏ hoàn toàn nhà tạm, nhà dột nát cho hộ nghèo, hộ cận nghèo, người dân bị ảnh hưởng bởi thiên tai, biến đổi khí hậu và hỗ trợ gia đình người có công gặp khó khăn về nhà ở, nhà xuống cấp cần được sửa chữa, xây mới trên địa bàn tỉnh.",
            ]
        ),
        (
            "Nâng cao chất lượng công tác khen thưởng; đẩy mạnh tuyên truyền, phát hiện, bồi dưỡng và nhân rộng các điển hình tiên tiến",
            "",
            [
                "Tập trung nâng cao chất lượng công tác khen thưởng, đảm bảo kịp thời, chính xác, công khai, công bằng có tác dụng động viên, giáo dục và nêu gương. Việc khen thưởng phải bám sát kết quả thi đua thực hiện các nhiệm vụ trọng tâm, cấp bách của từng ngành, địa phương, đơn vị và tỉnh.",
                "Chú trọng khen thưởng thành tích đột xuất, khen thưởng chuyên đề trong các lĩnh vực; quan tâm làm tốt việc phát hiện, đề xuất khen thưởng và tăng cường thực hiện khen thưởng theo thẩm quyền ở mỗi cấp, nâng cao tỷ lệ khen thưởng cho tập thể nhỏ và người lao động trực tiếp. Chủ động khen thưởng và đề nghị khen thưởng cho công nhân, nông dân, công chức, người lao động có phát minh, sáng chế, sáng kiến, những việc làm tốt góp phần giải quyết các vấn đề bức xúc, cấp thiết của đời sống xã hội và phục vụ người dân, doanh nghiệp...",
                "Đẩy mạnh công tác tuyên truyền tư tưởng của Chủ tịch Hồ Chí Minh về thi đua yêu nước, các chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước về thi đua, khen thưởng. Các cơ quan thông tin truyền thông tập trung tuyên truyền về Hội nghị điển hình tiên tiến các cấp và Đại hội Thi đua yêu nước tỉnh Bắc Kạn lần thứ VI; mở rộng nhiều hình thức tuyên truyền, biểu dương các điển hình tiên tiến, các nhân tố mới, gương người tốt, việc tốt, tạo không khí sôi nổi, chào mừng các ngày kỷ niệm lớn trong năm 2025.",
                "Thường xuyên trao đổi kinh nghiệm giữa các cơ quan đơn vị, địa phương trong công tác tuyên truyền các phong trào thi đua, phát hiện, bồi dưỡng, tuyên truyền và nhân rộng các gương điển hình tiên tiến trên địa bàn tỉnh; căn cứ vào đặc thù của từng ngành, từng địa phương có thể tổ chức thăm quan học tập, làm theo mô hình, điển hình tại các địa phương, đơn vị trên địa bàn tỉnh hoặc ngoài tỉnh.",
                "Tổ chức tốt Hội nghị biểu dương điển hình tiên tiến, Đại hội Thi đua yêu nước các cấp và Hội nghị sơ kết, tổng kết công tác thi đua, khen thưởng của các cơ quan, đơn vị, địa phương theo kế hoạch. Thường xuyên kiểm tra, đôn đốc và định kỳ tổ chức đánh giá việc thực hiện kế hoạch; báo cáo kết quả các phong trào thi đua, công tác khen thưởng của đơn vị về UBND tỉnh qua Sở Nội vụ (cơ quan Thường trực của Hội đồng Thi đua - Khen thưởng tỉnh).",
            ]
        ),
        (
            "Tăng cường công tác lãnh đạo và nâng cao hiệu quả công tác quản lý Nhà nước về thi đua, khen thưởng",
            "",
            [
                "Tổ chức quán triệt [41-CT/TW] (đính gửi kèm Công văn này) đến toàn thể cán bộ, công chức, viên chức, chiến sĩ thuộc lực lượng vũ trang và người lao động; xây dựng kế hoạch triển khai công tác thi đua, khen thưởng năm 2025 phù hợp với chức năng, nhiệm vụ và đặc thù của từng ngành, từng địa phương, đơn vị, đảm bảo thiết thực, hiệu quả, gắn trách nhiệm của người đứng đầu đơn vị trong chỉ đạo tổ chức, triển khai thực hiện.",
                "Hội đồng Thi đua - Khen thưởng các cấp tham mưu cấp ủy Đảng, chính quyền tăng cường quán triệt, tuyên truyền và chỉ đạo thực hiện tốt các chủ trương của Đảng, chính sách, pháp luật của Nhà nước về thi đua, khen thưởng; nâng cao trách nhiệm của người đứng đầu cấp ủy, cơ quan, đơn vị, địa phương trong chỉ đạo, đôn đốc, kiểm tra thực hiện nhiệm vụ công tác thi đua, khen thưởng.",
                "Tập trung nâng cao hiệu quả quản lý nhà nước về thi đua, khen thưởng; triển khai hiệu quả các chương trình, kế hoạch của Trung ương và của tỉnh nhằm khắc phục tồn tại, hạn chế, đổi mới, nâng cao chất lượng công tác thi đua, khen thưởng; Tập trung thực hiện tốt công tác phát hiện, bồi dưỡng, tổng kết và nhân rộng điển hình tiên tiến trong các phong trào thi đua, bên cạnh đó các cấp, các ngành tăng cường ứng dụng công nghệ thông tin, kịp thời đưa tin, bài về gương điển hình tiên tiến trên trang website điện tử của tỉnh, địa phương, đơn vị, trên các nền tảng mạng xã hội hoặc nhân dịp các ngày kỷ niệm, ngày truyền thống của cơ quan, đơn vị địa phương, doanh nghiệp để tạo hiệu ứng lan tỏa tích cực trong cộng đồng, xã hội.",
                "Tăng cường khen thưởng theo thẩm quyền, cấp nào phát động thi đua thì cấp đó khen thưởng. Nâng cao tỷ lệ khen thưởng cho tập thể nhỏ, khen thưởng người lao động trực tiếp như công nhân, nông dân, công chức, viên chức, chiến sĩ, học sinh và người dân. Thực hiện tốt việc tổ chức trao tặng, đón nhận các danh hiệu thi đua, hình thức khen thưởng theo đúng quy định đảm bảo trang trọng, tiết kiệm và có ý nghĩa giáo dục, tuyên truyền.",
            ]
        ),
        (
            "Đổi mới và nâng cao chất lượng hoạt động của Hội đồng Thi đua - Khen thưởng các cấp và các cụm, khối thi đua",
            "",
            [
                "Kiện toàn, xây dựng và sửa đổi quy chế hoạt động của các Cụm, khối thi đua phù hợp với điều kiện thực tế và quy định hiện hành. Các đơn vị thuộc tỉnh thực hiện nghiêm túc việc tổ chức khối thi đua đối với các đơn vị, tập thể trực thuộc. Tiếp tục đổi mới tiêu chí và quy trình đánh giá, bình xét, suy tôn của các cụm thi đua; đảm bảo sát yêu cầu thực tiễn, đánh giá được đúng kết quả, thành tích thực hiện nhiệm vụ của các đơn vị.",
                "Kiện toàn, nâng cao hiệu quả hoạt động của Hội đồng Thi đua - Khen thưởng và Hội đồng sáng kiến các cấp, đảm bảo xét chọn đúng người, đúng thành tích, đánh giá chính xác hiệu quả mức độ phạm vi ảnh hưởng và sức lan tỏa của đề tài, sáng kiến.",
                "Quan tâm củng cố đội ngũ công chức, viên chức làm công tác thi đua, khen thưởng đảm bảo ổn định về số lượng, có tính kế thừa và được bồi dưỡng kỹ năng, nghiệp vụ để nâng cao chất lượng tham mưu thực hiện nhiệm vụ công tác thi đua, khen thưởng.",
            ]
        ),
    ]
}
