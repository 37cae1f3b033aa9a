/// Unpacks what was packed by "deflate" (RFC 1951), as the parts of an Office file are.
enum Inflate {
    enum Failure: Error {
        /// The bits do not say what deflate says.
        case broken
        /// It would unpack to more than was allowed.
        case tooLong
    }

    /// - Parameter limit: how many bytes may come out of it.
    static func unpack(_ packed: ArraySlice<UInt8>, limit: Int) throws(Failure) -> [UInt8] {
        var bits = BitReader(packed)
        var output: [UInt8] = []
        output.reserveCapacity(min(limit, packed.count * 4))
        var isLast = false
        while !isLast {
            isLast = try bits.take(1) == 1
            switch try bits.take(2) {
            case 0: try copyStored(&bits, &output, limit)
            case 1: try copyCoded(&bits, &output, limit, fixedLiterals, fixedDistances)
            case 2:
                let (literals, distances) = try codes(&bits)
                try copyCoded(&bits, &output, limit, literals, distances)
            default: throw .broken
            }
        }
        return output
    }

    /// Bits from the lowest of each byte on.
    private struct BitReader {
        private let bytes: ArraySlice<UInt8>
        private var position: Int
        private var held: UInt64 = 0
        private var count = 0

        init(_ bytes: ArraySlice<UInt8>) {
            self.bytes = bytes
            position = bytes.startIndex
        }

        mutating func take(_ wanted: Int) throws(Failure) -> Int {
            while count < wanted {
                guard position < bytes.endIndex else { throw .broken }
                held |= UInt64(bytes[position]) << UInt64(count)
                position += 1
                count += 8
            }
            let value = Int(held & ((1 << UInt64(wanted)) - 1))
            held >>= UInt64(wanted)
            count -= wanted
            return value
        }

        mutating func dropToByte() {
            let rest = count % 8
            held >>= UInt64(rest)
            count -= rest
        }
    }

    /// A prefix code: how many codes there are of each length, and the symbols in the order of their codes.
    private struct PrefixCode {
        private let counts: [Int]
        private let symbols: [Int]

        /// - Throws: broken, when more codes are given than their lengths leave room for.
        init(lengths: some Sequence<Int>) throws(Failure) {
            var counts = Array(repeating: 0, count: 16)
            for length in lengths { counts[length] += 1 }
            counts[0] = 0
            var free = 1
            for length in 1...15 {
                free = free << 1 - counts[length]
                if free < 0 { throw .broken }
            }
            var starts = Array(repeating: 0, count: 16)
            for length in 1..<15 { starts[length + 1] = starts[length] + counts[length] }
            var symbols = Array(repeating: 0, count: counts.reduce(0, +))
            for (symbol, length) in lengths.enumerated() where length > 0 {
                symbols[starts[length]] = symbol
                starts[length] += 1
            }
            self.counts = counts
            self.symbols = symbols
        }

        func symbol(_ bits: inout BitReader) throws(Failure) -> Int {
            var (code, first, index) = (0, 0, 0)
            for length in 1...15 {
                code |= try bits.take(1)
                let count = counts[length]
                if code - count < first { return symbols[index + code - first] }
                index += count
                first = (first + count) << 1
                code <<= 1
            }
            throw .broken
        }
    }

    private static let fixedLiterals = try? PrefixCode(
        lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    private static let fixedDistances = try? PrefixCode(lengths: Array(repeating: 5, count: 30))

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12289, 16385, 24577,
    ]
    private static let distanceBits = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
    private static let orderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private static func copyStored(
        _ bits: inout BitReader, _ output: inout [UInt8], _ limit: Int
    ) throws(Failure) {
        bits.dropToByte()
        let length = try bits.take(16)
        guard try bits.take(16) == length ^ 0xFFFF else { throw .broken }
        guard output.count + length <= limit else { throw .tooLong }
        for _ in 0..<length { output.append(UInt8(try bits.take(8))) }
    }

    private static func codes(_ bits: inout BitReader) throws(Failure) -> (PrefixCode, PrefixCode) {
        let literals = try bits.take(5) + 257
        let distances = try bits.take(5) + 1
        let given = try bits.take(4) + 4
        guard literals <= 286, distances <= 30 else { throw .broken }
        var lengths = Array(repeating: 0, count: 19)
        for place in orderOfLengths.prefix(given) { lengths[place] = try bits.take(3) }
        let code = try PrefixCode(lengths: lengths)
        lengths = []
        while lengths.count < literals + distances {
            let symbol = try code.symbol(&bits)
            switch symbol {
            case 0...15: lengths.append(symbol)
            case 16:
                guard let last = lengths.last else { throw .broken }
                lengths += Array(repeating: last, count: try bits.take(2) + 3)
            case 17: lengths += Array(repeating: 0, count: try bits.take(3) + 3)
            default: lengths += Array(repeating: 0, count: try bits.take(7) + 11)
            }
        }
        // Without an end of block nothing could end; repeats may not run over either.
        guard lengths.count == literals + distances, lengths[256] > 0 else { throw .broken }
        return (try PrefixCode(lengths: lengths[..<literals]), try PrefixCode(lengths: Array(lengths[literals...])))
    }

    private static func copyCoded(
        _ bits: inout BitReader, _ output: inout [UInt8], _ limit: Int, _ literals: PrefixCode?,
        _ distances: PrefixCode?
    ) throws(Failure) {
        guard let literals, let distances else { throw .broken }
        while true {
            let symbol = try literals.symbol(&bits)
            if symbol < 256 {
                guard output.count < limit else { throw .tooLong }
                output.append(UInt8(symbol))
                continue
            }
            if symbol == 256 { return }
            guard symbol - 257 < lengthBases.count else { throw .broken }
            let length = lengthBases[symbol - 257] + (try bits.take(lengthBits[symbol - 257]))
            let place = try distances.symbol(&bits)
            guard place < distanceBases.count else { throw .broken }
            let distance = distanceBases[place] + (try bits.take(distanceBits[place]))
            guard distance <= output.count else { throw .broken }
            guard output.count + length <= limit else { throw .tooLong }
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
    }
}
