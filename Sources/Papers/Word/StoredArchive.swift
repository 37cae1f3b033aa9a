/// A ZIP archive whose entries lie in it uncompressed: all that a document of a few pages needs. The same entries give the same
/// bytes.
struct StoredArchive {
    private struct Entry {
        let name: [UInt8]
        let content: [UInt8]
        let checksum: UInt32
        let offset: Int
    }

    private var entries: [Entry] = []
    private var output: [UInt8] = []

    mutating func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

    mutating func add(_ name: String, _ content: [UInt8]) {
        let name = Array(name.utf8)
        let entry = Entry(name: name, content: content, checksum: Self.checksum(content), offset: output.count)
        entries.append(entry)
        append(0x0403_4b50, bytes: 4)
        append(common(entry))
        append(0, bytes: 2)
        output += name + content
    }

    /// From "version needed" to the length of the name, as both kinds of header have it. Names are UTF-8; the day is the first
    /// one that the format knows.
    private func common(_ entry: Entry) -> [(Int, bytes: Int)] {
        [
            (20, 2), (0x0800, 2), (0, 2), (0, 2), (0x21, 2), (Int(entry.checksum), 4), (entry.content.count, 4),
            (entry.content.count, 4), (entry.name.count, 2),
        ]
    }

    private mutating func append(_ values: [(Int, bytes: Int)]) {
        for (value, count) in values { append(value, bytes: count) }
    }

    private mutating func append(_ value: Int, bytes count: Int) {
        for index in 0..<count { output.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }

    /// The archive with its directory.
    func bytes() -> [UInt8] {
        var archive = self
        let start = archive.output.count
        for entry in entries {
            archive.append(0x0201_4b50, bytes: 4)
            archive.append(20, bytes: 2)
            archive.append(common(entry))
            // No extra field, no remark, first disk, no attributes.
            archive.append([(0, 2), (0, 2), (0, 2), (0, 2), (0, 4), (entry.offset, 4)])
            archive.output += entry.name
        }
        let size = archive.output.count - start
        archive.append([
            (0x0605_4b50, 4), (0, 2), (0, 2), (entries.count, 2), (entries.count, 2), (size, 4), (start, 4), (0, 2),
        ])
        return archive.output
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1 }
    }

    /// CRC-32 as ZIP has it.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { (sum: UInt32, byte: UInt8) -> UInt32 in
            table[Int((sum ^ UInt32(byte)) & 0xff)] ^ (sum >> 8)
        }
    }
}
