import Actions
import Primitives
import TestSupport
import TestWorld
import Testing

/// What a stopwatch tells; run by itself, like every suite of this name (`bin/test`).
@Suite(.serialized)
struct SignInTimingTests {
    @Test(arguments: TestEngine.available)
    func `Tên không có và mật khẩu sai được trả lời trong cùng một thời gian`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            func time(_ username: String) async -> Duration {
                world.clock.advance(.seconds(16 * 60))
                let start = ContinuousClock.now
                _ = try? await SignIn(username: username, password: "sai mật khẩu", address: "10.0.0.1").run(
                    on: world.store)
                return ContinuousClock.now - start
            }
            // Twins, one right after the other, in turns: what disturbs one disturbs the other alike. The first two are not counted.
            _ = (await time("canbo.xa"), await time("khong.ai"))
            var differences: [Duration] = []
            for number in 1...40 {
                let knownFirst = number.isMultiple(of: 2)
                let first = await time(knownFirst ? "canbo.xa" : "khong.ai")
                let second = await time(knownFirst ? "khong.ai" : "canbo.xa")
                differences.append(knownFirst ? first - second : second - first)
            }
            let middle = differences.sorted()[differences.count / 2]
            #expect(middle <= .milliseconds(5) && middle >= .milliseconds(-5))
        }
    }
}
