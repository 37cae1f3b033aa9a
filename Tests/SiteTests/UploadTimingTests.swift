import TestSupport
import TestWorld
import Testing
import WebSupport

/// What a stopwatch tells; run by itself, like every suite of this name (`bin/test`).
@Suite(.serialized)
struct UploadTimingTests {
    @Test(arguments: UploadTests.bad.filter { ["a zip bomb", "a flood of pixels"].contains($0.what) })
    func `what would swell when opened is refused within a second`(bad: UploadTests.Bad) async throws {
        try await withSite(.sqlite) { site in
            let dossier = try await site.world.draftDossier()
            let officer = try await site.signIn("canbo.xa")
            let start = ContinuousClock.now
            let answer = try await site.upload(
                Route.addAttachment.path(dossier.id), as: officer,
                fields: [("paperKey", "to_trinh"), ("paperNumber", "99/TTr"), ("paperOn", "")],
                fileName: bad.fileName, content: bad.content)
            let time = ContinuousClock.now - start
            #expect(answer.status == .unprocessableContent)
            #expect(time < .seconds(1), "\(time)")
        }
    }
}
