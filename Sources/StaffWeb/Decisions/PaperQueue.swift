import Papers
import Primitives

/// Lets a few papers be made at a time; the others wait their turn. Each takes a program of its own and much memory.
actor PaperQueue {
    private let limit: Int
    private let longest: Int
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameter longest: how many may wait; whoever comes after is asked to come back.
    init(limit: Int, longest: Int = 20) {
        self.limit = limit
        self.longest = longest
    }

    func make<Paper: Sendable>(_ work: @Sendable () async throws -> Paper) async throws -> Paper {
        if running < limit {
            running += 1
        } else {
            guard waiting.count < longest else {
                throw Problem(.tooMany, "Nhiều người đang in văn bản cùng lúc. Xin thử lại sau ít phút.")
            }
            // Whoever finishes hands its place over, so that nobody slips in between.
            await withCheckedContinuation { waiting.append($0) }
        }
        defer {
            if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
        }
        do {
            return try await work()
        } catch PaperError.timedOut {
            throw Problem(.tooMany, "Máy chủ đang bận nên chưa in xong văn bản này. Xin thử lại sau ít phút.")
        }
    }
}
