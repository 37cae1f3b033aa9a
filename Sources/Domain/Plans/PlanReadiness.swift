import Primitives

extension Plan {
    /// What is missing before the head can be asked to approve it, one phrase each; empty when nothing is.
    ///
    /// A letter needs its abstract, to whom it goes and its text (NĐ 30/2020/NĐ-CP); a plan besides tasks to be done.
    public var missingForSubmission: [String] {
        var missing: [String] = []
        if content.abstract.isEmpty { missing.append("trích yếu") }
        if content.opening.isEmpty { missing.append("phần mở đầu") }
        if !content.sections.contains(where: { !$0.heading.isEmpty && !$0.tasks.isEmpty }) {
            missing.append("ít nhất một mục có nhiệm vụ")
        }
        if content.sections.contains(where: { $0.heading.isEmpty }) { missing.append("tên của mọi mục") }
        if content.sections.contains(where: { $0.tasks.contains { $0.text.isEmpty } }) {
            missing.append("nội dung của mọi nhiệm vụ")
        }
        if !content.addressees.contains(where: { $0.group == .execute }) { missing.append("nơi nhận ở dòng Kính gửi") }
        if content.symbol.isEmpty { missing.append("ký hiệu văn bản") }
        if content.authority.needsTitle, content.signerTitle.isEmpty { missing.append("chức vụ người ký") }
        return missing
    }

    /// The same as a sentence.
    public var obstacleToSubmission: String? {
        let missing = missingForSubmission
        return missing.isEmpty
            ? nil : "Chưa trình được vì còn thiếu: \(missing.joined(separator: "; ")). Sửa kế hoạch để bổ sung."
    }
}
