import DataStore
import Foundation
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Small files that stand for Statistics Canada's in tests: places, codes and counts are made up.
struct SmallFiles {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Writes a file of this text in Windows-1252, of which Latin-1 is what these tests need.
    func write(_ name: String, _ text: String) throws -> String {
        let bytes = text.unicodeScalars.map { scalar -> UInt8 in
            scalar == "\u{2019}" ? 0x92 : UInt8(truncatingIfNeeded: scalar.value)
        }
        return try write(name, bytes: bytes)
    }

    func write(_ name: String, bytes: [UInt8]) throws -> String {
        let path = "\(folder.path)/\(name)"
        try FileLayer().replace(path, with: bytes)
        return path
    }

    /// A table of text fields in which each is as long as its longest text.
    static func dbf(
        _ fields: [String],
        _ rows: [[String]],
        deleted: Set<Int> = [],
        encode: (String) -> [UInt8] = { $0.unicodeScalars.map { UInt8($0.value) } }
    ) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let texts = rows.map { $0.map(encode) }
        let widths = fields.indices.map { index in
            max(1, texts.map { $0[index].count }.max() ?? 1)
        }
        var bytes: [UInt8] = [3, 121, 11, 24] + number(rows.count, 4)
        bytes += number(32 + 32 * fields.count + 1, 2) + number(1 + widths.reduce(0, +), 2)
        bytes += [UInt8](repeating: 0, count: 20)
        for (field, width) in zip(fields, widths) {
            let name = Array(field.utf8)
            bytes += name + [UInt8](repeating: 0, count: 11 - name.count)
            let isNumber = ["LANDAREA"].contains(field)
            bytes += [UInt8(ascii: isNumber ? "N" : "C"), 0, 0, 0, 0, UInt8(width), 0]
            bytes += [UInt8](repeating: 0, count: 14)
        }
        bytes.append(0x0D)
        for (index, row) in texts.enumerated() {
            bytes.append(deleted.contains(index) ? UInt8(ascii: "*") : 0x20)
            for (text, width) in zip(row, widths) {
                bytes += text + [UInt8](repeating: 0x20, count: width - text.count)
            }
        }
        return bytes + [0x1A]
    }

    /// Makes a list of files, each of a kind.
    func build(
        _ vintage: String,
        _ inputs: [(GazetteerBuild.Kind, String)],
        areas: Bool = false
    ) throws -> GazetteerBuild.Result {
        let build = GazetteerBuild(vintage: try #require(Period(vintage)), takesAreas: areas)
        return try build.build(inputs.map { GazetteerBuild.Input($0.0, named: $0.1) })
    }

    /// The errors that making a list ends with, as they are shown.
    func errors(
        _ vintage: String,
        _ inputs: [(GazetteerBuild.Kind, String)]
    ) -> String {
        do {
            _ = try build(vintage, inputs)
            return "no error"
        } catch let diagnostic as Diagnostic {
            return diagnostic.rendered
        } catch let diagnostics as Diagnostics {
            return diagnostics.all.map(\.rendered).joined(separator: "\n\n")
        } catch {
            return "\(error)"
        }
    }
}

extension GazetteerBuild.Result {
    /// The lines of the list without its header, for levels that begin so.
    func rows(_ levels: String...) -> [String] {
        String(decoding: list.csv, as: UTF8.self).split(separator: "\n").dropFirst()
            .filter { row in levels.isEmpty || levels.contains { row.hasPrefix("\($0),") } }
            .map { String($0) }
    }
}
