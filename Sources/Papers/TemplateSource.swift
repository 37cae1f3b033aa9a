import Foundation

/// Where the wording of the papers comes from. A province may put its own files over those that come with the program;
/// what it does not replace stays.
public enum TemplateSource: Sendable, Hashable {
    /// The templates that come with the program.
    case bundled
    /// A folder whose files replace those of the same name.
    case folder(path: String)
    /// Texts by file name ("decision.mustache") that replace those of the same name.
    case files([String: String])

    /// Every file by its name.
    func files() throws(PaperError) -> [String: String] {
        guard let bundled = Bundle.module.url(forResource: "Templates", withExtension: nil) else {
            throw PaperError.unreadable(file: "Templates")
        }
        let standard = try TemplateSource.read(folder: bundled)
        let own: [String: String] =
            switch self {
            case .bundled: [:]
            case .folder(let path): try TemplateSource.read(folder: URL(fileURLWithPath: path, isDirectory: true))
            case .files(let files): files
            }
        return standard.merging(own) { _, replacement in replacement }
    }

    private static func read(folder: URL) throws(PaperError) -> [String: String] {
        guard
            let names = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        else { throw PaperError.unreadable(file: folder.lastPathComponent) }
        var files: [String: String] = [:]
        for url in names where ["mustache", "css"].contains(url.pathExtension) {
            guard let text = try? String(contentsOf: url, encoding: .utf8) else {
                throw PaperError.unreadable(file: url.lastPathComponent)
            }
            files[url.lastPathComponent] = text
        }
        return files
    }
}
