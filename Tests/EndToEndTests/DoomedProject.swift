import Glibc
import Host
import Testing
import Text

/// A project that was built, then edited, and whose next run is not to end well; it knows what must be
/// so when the run after that has ended.
///
/// Its stages write several outputs bit by bit, one of them a folder, one of them not kept in the
/// store; one leaves processes behind in every way. Where outputs go stand results of an earlier
/// version, an output that was edited by hand, and a file of somebody in a folder.
final class DoomedProject {
  let w: Workspace
  /// All that stands beside `.assay` when nothing went wrong.
  private let expected: [String: String]
  private let expectedStatus: String
  private var lives = 0
  private var counted: [String: Int] = [:]

  /// Stages that the edit makes run.
  private static let edited: Set = ["split", "pages", "forks", "join"]
  private static let handmade = ["edited by hand\n", "notes of mine\n"]

  private static let pipeline = """
    assay: 1
    stages:
      split:
        run: [sh, split.sh]
        inputs: [split.sh, in.txt]
        outputs: [one.txt, two.txt, results/list.txt]
      pages:
        run: [sh, pages.sh]
        inputs: [pages.sh, in.txt]
        outputs: [pages/, { path: pages.log, cache: false }]
      forks:
        run: [sh, forks.sh]
        inputs: [forks.sh, in.txt]
        outputs: [forked.txt]
      join:
        run: [sh, join.sh]
        inputs: [join.sh, one.txt, two.txt, results/list.txt, forked.txt, pages]
        outputs: [numbers.json, all.txt]
        numbers: numbers.json
      still: { run: "echo still >> ../ran; echo still > still.txt", outputs: [still.txt] }
    """

  private static let scripts = [
    "split.sh": """
    set -e
    echo split >> ../ran
    head -n 1 in.txt > one.txt
    sleep 0.02
    tail -n 1 in.txt > two.txt
    for i in 1 2 3; do echo "$i" >> results/list.txt; sleep 0.01; done
    cat in.txt >> results/list.txt

    """,
    "pages.sh": """
    set -e
    echo pages >> ../ran
    echo begun > pages.log
    mkdir -p pages/deep/er pages/empty
    for i in 1 2 3; do sed "s/^/$i /" in.txt > pages/deep/er/$i.txt; sleep 0.01; done
    cp pages/deep/er/1.txt pages/top.txt
    chmod +x pages/top.txt
    echo done >> pages.log

    """,
    // Each life has processes that go on for ever and would spoil the output of a later one. Its number
    // is a name and not in a file: files outside of the project are told of in what is compared.
    "forks.sh": """
    set -e
    echo forks >> ../ran
    life=$(ls ../lives | sort -n | tail -n 1)
    cat > "$TMPDIR/linger.sh" <<END
    while :; do
      echo beat >> ../beats
      test -e ../over-$life && echo late >> forked.txt
      sleep 0.01
    done
    END
    sh "$TMPDIR/linger.sh" &
    setsid sh "$TMPDIR/linger.sh" &
    (setsid sh -c 'trap "" TERM HUP INT; sh "$0" & wait' "$TMPDIR/linger.sh" &)
    sleep 0.03
    sort in.txt > forked.txt
    sleep 0.02
    echo end >> forked.txt

    """,
    "join.sh": """
    set -e
    echo join >> ../ran
    cat one.txt two.txt results/list.txt forked.txt pages/deep/er/*.txt > all.txt
    sleep 0.02
    printf '{"numbers": {"lines": {"value": %d, "unit": "1"}}}\\n' $(wc -l < all.txt) > numbers.json

    """,
  ]

  /// Builds the project twice: as it is before the run that is to fail, and as it must be in the end.
  init() throws {
    w = try Workspace(Self.pipeline, files: Self.scripts)
    try w.write("in.txt", "alpha\nbeta\n")
    try w.write("../lives/0", "")
    try w.initRepository(ignoring: "*.txt\n!in.txt\npages/\npages.log\nnumbers.json\n.assay/\n")
    #expect(try w.runs("run", "-j2"))
    try w.commit("built")
    try w.write("in.txt", "gamma\ndelta\nepsilon\n")
    try w.write("two.txt", Self.handmade[0])
    try w.write("pages/notes.txt", Self.handmade[1])
    try w.remove("still.txt")
    _ = try w.call(["cp", "-a", ".", "../base"])
    #expect(try w.runs("run", "-j2"))
    expected = try Self.tree(w)
    expectedStatus = try w.git("status", "--porcelain")
  }
}

// MARK: - One life

extension DoomedProject {
  /// Goes to a fresh copy of the project as it is before the run.
  func begin() throws {
    try Files.removeTree("\(w.root)/life-\(lives)")
    lives += 1
    w.project = "base"
    _ = try w.call(["cp", "-a", ".", "../life-\(lives)"])
    w.project = "life-\(lives)"
    try w.write("../lives/\(lives)", "")
    for name in ["ran", "beats", "over-\(lives)", "tmp"] { try w.remove("../\(name)") }
    try Files.makeFolders("\(w.root)/tmp")
  }

  /// How many calls a run makes of those that count for a fault.
  func calls(of fault: Fault) throws -> Int {
    if let known = counted[fault.kind] { return known }
    try begin()
    let calls = try #require(try w.strike(fault, at: 0)).calls
    counted[fault.kind] = calls
    return calls
  }

  /// Runs again without any flag, and says all that is not as it must be.
  func faults() throws -> [String] {
    var faults: [String] = []
    let complete = try complete()
    try w.remove("../ran")
    try w.write("../over-\(lives)", "")
    lives += 1
    try w.write("../lives/\(lives)", "")
    let outcome = try w.end(of: w.start([Workspace.assay, "run", "-j2"]))
    lives -= 1
    if outcome.code != 0 { faults.append("the next run: \(outcome)") }
    let again =
      try w.exists("../ran") ? w.read("../ran").split(separator: "\n").map(String.init) : []
    let due = Self.edited.subtracting(complete)
    if again.sorted() != due.sorted() {
      faults.append(
        "complete were \(complete.sorted()), run again were \(again.sorted()): \(outcome)")
    }
    faults += Self.differences(try Self.tree(w), expected)
    if try w.git("status", "--porcelain") != expectedStatus { faults.append("git status differs") }
    faults += try remains() + damagedBlobs() + lostBytes() + living()
    let status = try w.end(of: w.start([Workspace.assay, "status"]))
    if status.code != 0 { faults.append("status: \(status)") }
    return faults
  }

  /// The stages whose results the run that failed had written down.
  private func complete() throws -> Set<String> {
    let before = Set(try lines(of: "../base/.assay/actions"))
    let now = try w.exists(".assay/actions") ? try lines(of: ".assay/actions") : []
    return Set(
      now.filter { !before.contains($0) }.compactMap { line in
        (try? JSON.read(Array(line.utf8), file: ""))?["stage"]?.string
      })
  }

  private func lines(of name: String) throws -> [Substring] {
    try w.read(name).split(separator: "\n")
  }

  /// What must not be left of a run that was ended.
  private func remains() throws -> [String] {
    let left =
      try w.files(in: ".assay/run") + w.files(in: ".assay/hold") + w.files(in: ".assay/incoming")
      + Files.entries(of: "\(w.root)/tmp").map(\.name)
      + w.files(in: ".assay").filter { $0.contains(".assay-") }
    return left.map { "left behind: \($0)" }
  }

  private func damagedBlobs() throws -> [String] {
    try w.files(in: ".assay/cas").filter { name in
      try Files.digest(of: w.path(".assay/cas/\(name)")).digest.hex != name.replacing("/", with: "")
    }.map { "a blob that does not hold what its name says: \($0)" }
  }

  /// Bytes of the user that are neither in the project nor aside.
  private func lostBytes() throws -> [String] {
    let aside = try w.files(in: ".assay/aside").map { try w.read(".assay/aside/\($0)") }
    return Self.handmade.filter { !aside.contains($0) }.map { "lost: \($0)" }
  }

  /// Processes of the project that live, and whether anything is still written.
  private func living() throws -> [String] {
    let before = try w.exists("../beats") ? w.read("../beats") : ""
    var living = try Self.processes(in: w.root)
    usleep(20_000)
    if try w.exists("../beats"), try w.read("../beats") != before { living.append("something") }
    return living.map { "still alive: \($0)" }
  }

  /// The processes that work somewhere below a folder.
  static func processes(in folder: String) throws -> [String] {
    try Files.entries(of: "/proc").compactMap { entry in
      guard Int32(entry.name) != nil,
        let place = try? Files.linkText(of: "/proc/\(entry.name)/cwd"),
        place.hasPrefix(folder + "/")
      else { return nil }
      let command = (try? Files.read("/proc/\(entry.name)/cmdline")) ?? []
      return "\(entry.name) \(String(decoding: command.map { $0 == 0 ? 32 : $0 }, as: UTF8.self))"
    }
  }
}

// MARK: - All that stands

extension DoomedProject {
  /// Every path but those of local state and git, with what is there.
  private static func tree(_ w: Workspace) throws -> [String: String] {
    var found: [String: String] = [:]
    var pending = [""]
    while let folder = pending.popLast() {
      for entry in try Files.entries(of: w.path("." + folder)) {
        let path = "\(folder)/\(entry.name)"
        guard path != "/.assay", path != "/.git" else { continue }
        let status = try Files.status(w.path("." + path), followingLinks: false)
        found[path] = "\(status?.isExecutable == true ? "executable " : "")\(entry.kind) "
        if entry.kind == .folder {
          pending.append(path)
        } else {
          found[path]? += try w.read("." + path)
        }
      }
    }
    return found
  }

  private static func differences(_ now: [String: String], _ expected: [String: String]) -> [String]
  {
    Set(now.keys).union(expected.keys).sorted().filter { now[$0] != expected[$0] }.map {
      "\($0) is \(now[$0] ?? "missing"), not \(expected[$0] ?? "missing")"
    }
  }
}
