import Foundation

/// How Vietnamese text is searched, sorted and counted. One place, so that both engines agree.
public enum VietnameseText {
    /// Without marks, `đ` as `d`, lower case, runs of white space as one blank: what a hurried person types.
    ///
    /// `Nguyễn Thị  Đào` becomes `nguyen thi dao`. Both composed and decomposed input give the same result.
    public static func folded(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var pendingBlank = false
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.isWhitespace {
                pendingBlank = !result.isEmpty
                continue
            }
            let plain: Unicode.Scalar
            switch scalar.value {
            case 0x0111, 0x0110: plain = "d"
            case 0x41...0x5A: plain = Unicode.Scalar(UInt8(scalar.value) + 0x20)
            case 0x20..<0x80: plain = scalar
            default:
                if scalar.properties.generalCategory == .nonspacingMark || scalar.properties.generalCategory == .control
                {
                    continue
                }
                if pendingBlank {
                    result.append(" ")
                    pendingBlank = false
                }
                result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
                continue
            }
            if pendingBlank {
                result.append(" ")
                pendingBlank = false
            }
            result.append(plain)
        }
        return String(result)
    }

    /// As typed, composed (NFC), trimmed, inner white space single; gone are control characters, those that reorder what
    /// stands around them, and unseen ones. A letter keeps at most 16 scalars: a pile of marks would be one "letter" of any size.
    public static func tidied(_ text: String) -> String {
        let composed = text.precomposedStringWithCanonicalMapping
        let words = composed.split(whereSeparator: { $0.isWhitespace || $0.isNewline })
        var kept = ""
        for character in words.joined(separator: " ") {
            let scalars = character.unicodeScalars
            if scalars.contains(where: { $0.properties.generalCategory == .control || isMisleading($0) }) { continue }
            if scalars.count > 16 {
                kept.unicodeScalars.append(contentsOf: scalars.prefix(16))
            } else {
                kept.append(character)
            }
        }
        return kept
    }

    private static func isMisleading(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    /// As ``tidied(_:)`` but line breaks stay: for text of several paragraphs.
    public static func tidiedLines(_ text: String) -> String {
        let lines = text.replacingOccurrences(of: "\r\n", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        return lines.map { tidied(String($0)) }.joined(separator: "\n").trimmingCharacters(in: .newlines)
    }

    /// A key whose byte order is the Vietnamese order of names: by given name (the last word), then by the words before it.
    ///
    /// Letters come in the order of the Vietnamese alphabet, tones in the order ngang, huyền, hỏi, ngã, sắc, nặng.
    public static func nameSortKey(_ name: String) -> String {
        let syllables = tidied(name).split(separator: " ").map { syllableKey($0) }
        guard let given = syllables.last else { return "" }
        return ([given] + syllables.dropLast()).joined(separator: " ")
    }

    /// A key for titles and names of units: word by word in Vietnamese order.
    public static func sortKey(_ text: String) -> String {
        tidied(text).split(separator: " ").map { syllableKey($0) }.joined(separator: " ")
    }

    private static let alphabet: [Character: Character] = {
        // Keys rise in ASCII in the order of the alphabet; digits (tones) come before all letters.
        let order: [Character] = Array("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
        var keys: [Character: Character] = [:]
        for (index, letter) in order.enumerated() {
            keys[letter] = Character(Unicode.Scalar(UInt8(65 + index)))
        }
        return keys
    }()

    private static func syllableKey(_ syllable: Substring) -> String {
        var key = ""
        var tone: Character = "0"
        for character in syllable.lowercased() {
            var base = String.UnicodeScalarView()
            for scalar in String(character).decomposedStringWithCanonicalMapping.unicodeScalars {
                switch scalar.value {
                case 0x0300: tone = "1"
                case 0x0309: tone = "2"
                case 0x0303: tone = "3"
                case 0x0301: tone = "4"
                case 0x0323: tone = "5"
                default: base.append(scalar)
                }
            }
            let letter = String(base).precomposedStringWithCanonicalMapping
            if let first = letter.first, letter.count == 1, let mapped = alphabet[first] {
                key.append(mapped)
            } else {
                key.append(contentsOf: letter)
            }
        }
        return key + String(tone)
    }

    /// So many words of a search narrow it; those after them do not. A condition for each of a thousand words made a database
    /// plan for minutes.
    public static let searchWordLimit = 12

    /// The first words of a search, folded.
    public static func searchWords(_ typed: String) -> ArraySlice<Substring> {
        folded(typed).split(separator: " ").prefix(searchWordLimit)
    }

    /// The words of a search as patterns for `LIKE` on a folded column, each of at least three letters.
    ///
    /// A word shorter than three letters is joined to its neighbour, because the trigram indexes of both engines need
    /// three. Wildcards in what was typed are dropped. Empty when nothing of three letters was typed.
    public static func searchPatterns(_ typed: String) -> [String] {
        let cleaned = folded(typed).filter { $0 != "%" && $0 != "_" && $0 != "\\" }
        var groups: [String] = []
        var open = ""
        for word in cleaned.split(separator: " ").prefix(searchWordLimit) {
            open = open.isEmpty ? String(word) : open + " " + word
            if open.count >= 3 {
                groups.append(open)
                open = ""
            }
        }
        if !open.isEmpty {
            if let last = groups.popLast() {
                groups.append(last + " " + open)
            } else if open.count >= 3 {
                groups.append(open)
            }
        }
        return groups.map { "%\($0)%" }
    }
}
