// What a figure says of itself, and that it is the same whenever it is drawn.
import Analysis
import Glibc
import Testing

@testable import figures

/// A table of two points and a script in a folder of their own.
private final class Desk {
  let folder: String

  init(script: String) throws {
    var pattern = Array("/tmp/figures.XXXXXX".utf8CString)
    try #require(mkdtemp(&pattern) != nil)
    folder = String(decoding: pattern.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (name, text) in [("points.csv", "cycles,ratio (‰)\n1,2\n2,3\n"), ("script.gp", script)] {
      let file = try #require(fopen("\(folder)/\(name)", "w"))
      fputs(text, file)
      fclose(file)
    }
  }

  deinit {
    unlink("\(folder)/points.csv")
    unlink("\(folder)/script.gp")
    rmdir(folder)
  }

  func drawing(mark: String) throws -> Drawing {
    Drawing(
      script: "\(folder)/script.gp", tables: try Tables(["points=\(folder)/points.csv"]).named,
      size: (8.5, 6), mark: mark)
  }

  func svg(mark: String = "") throws -> String { try drawing(mark: mark).svg() }

  func fault(mark: String = "") -> String {
    do {
      return "no fault: \(try svg(mark: mark).utf8.count) bytes"
    } catch {
      return "\(error)".replacing(folder, with: "…")
    }
  }
}

private let line = "plot points using 'cycles':'ratio (‰)' with lines\n"
private let making = Making(
  title: "Figure S2 <W & Ni>", stage: "figure-s2", recipe: "0123abcd", mark: "SYNTHETIC INPUT")

private func has(_ program: String) -> Bool {
  ["/usr/bin/", "/usr/local/bin/"].contains { access("\($0)\(program)", X_OK) == 0 }
}

@Suite(.enabled(if: has("gnuplot") && has("rsvg-convert"), "gnuplot or rsvg-convert is absent"))
struct FiguresTests {
  @Test func `the mark stands within the axes, once for each plot`() throws {
    let one = try Desk(script: line).svg(mark: "SYNTHETIC INPUT")
    #expect(one.ranges(of: ">SYNTHETIC INPUT<").count == 1)
    let two = try Desk(
      script: "set multiplot layout 2,1\n\(line)\(line)unset multiplot\n"
    ).svg(mark: "SYNTHETIC INPUT")
    #expect(two.ranges(of: ">SYNTHETIC INPUT<").count == 2)
    #expect(try !Desk(script: line).svg().contains("SYNTHETIC"))
  }

  @Test(arguments: ["unset label 9001\n", "unset label\n", "reset\n"])
  func `a script that takes the mark out gives no figure`(takingOut: String) throws {
    let fault = try Desk(script: takingOut + line).fault(mark: "SYNTHETIC INPUT")
    #expect(
      fault.hasPrefix("the picture does not say SYNTHETIC INPUT, but its data are")
        || fault.hasPrefix("gnuplot failed, saying"), "\(fault)")
  }

  @Test func `what gnuplot says is told, and there is no figure`() throws {
    let missing = try Desk(script: "plot points using 'cycle':'ratio (‰)' with lines\n").fault()
    #expect(missing.hasPrefix("gnuplot failed, saying: "), "\(missing)")
    #expect(missing.contains("no column with header \"cycle\""), "\(missing)")
    let wrong = try Desk(script: "nonsense\n").fault()
    #expect(wrong.contains("\"…/script.gp\" line 1: invalid command"), "\(wrong)")
  }

  @Test func `a picture says in its head what made it, and nothing of gnuplot`() throws {
    let svg = try making.put(into: Desk(script: line).svg())
    #expect(svg.contains("<title>Figure S2 &lt;W &amp; Ni&gt;</title>"))
    #expect(
      svg.contains(
        #"<metadata><figure xmlns="urn:assay:figure" stage="figure-s2" recipe="0123abcd""#
          + #" mark="SYNTHETIC INPUT"/></metadata>"#))
    #expect(!svg.contains("GNUPLOT"))
  }

  @Test func `a figure drawn again has the same bytes, and a page has no date`() throws {
    let desk = try Desk(script: line)
    let first = try making.put(into: desk.svg())
    #expect(try making.put(into: desk.svg()) == first)
    let page = try PDF.page(of: first, making)
    sleep(1)
    #expect(try PDF.page(of: first, making) == page)
    let text = String(decoding: page, as: UTF8.self)
    #expect(!text.contains("Date"))
    #expect(text.hasSuffix("%%EOF\n"))
    // "Figure" in UTF-16, as the information dictionary holds it.
    #expect(text.contains("/Title <feff004600690067007500720065"))
  }

  @Test func `a size or a table that is none is told`() throws {
    for size in ["8.5", "8.5x", "ax6", "0x6", "8.5x6x2", "1e9x6"] {
      #expect(throws: FigureFault.self) { try Tables.size(size) }
    }
    #expect(try Tables.size("8.5x6") == (8.5, 6))
    for table in ["points", "p-1=a.csv", "1=a.csv", "p=it's.csv", "p=absent.csv"] {
      #expect(throws: (any Error).self, "\(table)") { try Tables([table]) }
    }
  }
}
