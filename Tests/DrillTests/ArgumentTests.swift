import Testing

@testable import Drill

@Suite("The command line of drills")
struct ArgumentTests {
    @Test(arguments: [([], "/here/.local/drill"), (["--folder", "a/b"], "/here/a/b"), (["--folder=/a/b"], "/a/b")])
    func `the folder may be named from here or from the root`(_ words: [String], _ path: String) throws {
        #expect(try DrillArguments(words).path(from: "/here") == path)
    }

    @Test func `chooses drills, seed and load`() throws {
        let arguments = try DrillArguments(["--only", "1,4", "--seed=7", "--rate", "250", "--clients=8"])
        #expect(arguments.only == [1, 4])
        #expect(arguments.seed == 7)
        #expect(arguments.rate == 250)
        #expect(arguments.clients == 8)
    }

    @Test(arguments: [
        (["--only", "1,11"], "--only has \"11\", which is no drill; there are 1, 2, 3, 4, 7, 8, 9, 10"),
        (["--only", "1,"], "--only has \"\", which is no drill; there are 1, 2, 3, 4, 7, 8, 9, 10"),
        (["--seed", "x"], "--seed must be a number from 0 to 18446744073709551615, not \"x\""),
        (["--rate", "0"], "--rate must be tickets a second, from 1 to 1000, not \"0\""),
        (["--clients", "501"], "--clients must be a number from 1 to 500, not \"501\""),
        (["--seed"], "--seed needs a value; see --help"),
        (["drill"], "drill is no flag of shouwen-drill; see --help"),
    ])
    func `says what is wrong with it`(_ arguments: [String], _ mistake: String) {
        #expect(throws: DrillArguments.Mistake(description: mistake)) { try DrillArguments(arguments) }
    }
}
