import Foundation
import Store

/// The schema of the product: the files of Schema/, in order.
public enum Schema {
    public static func migrations() throws -> Migrations {
        try Migrations.load(directory: Bundle.module.bundleURL.appendingPathComponent("Schema"), digest: { sha256($0) })
    }
}
