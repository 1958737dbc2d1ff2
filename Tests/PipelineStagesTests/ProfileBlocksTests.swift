import TestSupport
import Testing

@Suite struct ProfileBlocksTests {
    static let damages: [Damage] = [
        Damage(
            "a last geography that lacks its last row",
            in: "raw/2016.csv",
            """
            2016,"6106023","1","Town",3.5,6.4,"00101","CY","6106023","In low income",5,,0,0,0\r

            """,
            becomes: "",
            isTold: """
                error[extract.short-block]: geography `6106023` has 4 rows, expected 5
                 --> 2016.csv:7:1
                hint: the file is cut short or damaged: fetch it again
                """
        ),
        Damage(
            "a geography that lacks a row in the middle",
            in: "raw/2016.csv",
            """
            2016,"6106023","1","Town",3.5,6.4,"00101","CY","6106023","Immigrants",3,,2870,1435\
            ,1430\r

            """,
            becomes: "",
            isTold: """
                error[extract.row-out-of-order]: expected characteristic 3 of geography `6106023`, \
                found `4`
                 --> 2016.csv:9:1
                hint: a row is missing or stands twice: fetch the file again
                """
        ),
        Damage(
            "a row that stands twice",
            in: "raw/2016.csv",
            """
            2016,"6106023","1","Town",3.5,6.4,"00101","CY","6106023","Immigrants",3,,2870,1435\
            ,1430\r

            """,
            becomes: """
                2016,"6106023","1","Town",3.5,6.4,"00101","CY","6106023","Immigrants",3,,2870,1435\
                ,1430\r
                2016,"6106023","1","Town",3.5,6.4,"00101","CY","6106023","Immigrants",3,,2870,1435\
                ,1430\r

                """,
            isTold: """
                error[extract.row-out-of-order]: expected characteristic 4 of geography `6106023`, \
                found `3`
                 --> 2016.csv:10:1
                hint: a row is missing or stands twice: fetch the file again
                """
        ),
        Damage(
            "a row with too few fields",
            in: "raw/2016.csv",
            """
            2016,"6106023","1","Town",3.5,6.4,"00101","CY","6106023","Immigrants",3,,2870,1435\
            ,1430
            """,
            becomes: "2016,\"6106023\",\"1\",\"Town\",3.5",
            isTold: """
                error[extract.short-row]: the row has 5 fields, expected 15
                 --> 2016.csv:9:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "a geography that stands twice, one after the other",
            in: "raw/2016.csv",
            "\"6106021\"",
            becomes: "\"6106023\"",
            isTold: """
                error[extract.row-out-of-order]: expected characteristic 6 of geography `6106023`, \
                found `1`
                 --> 2016.csv:7:1
                hint: a row is missing or stands twice: fetch the file again
                """
        ),
        Damage(
            "a list that does not say how many rows there are",
            in: "config/characteristics/list-2016.yaml",
            """
            rows: 5

            """,
            becomes: "",
            isTold: """
                error[extract.list-without-rows]: list `list-2016` does not say how many rows a \
                geography has
                 --> config/characteristics/list-2016.yaml:1:1
                hint: add `rows:` there
                """
        ),
    ]

    @Test(arguments: damages)
    func `what is damaged is told, and nothing is published`(_ damage: Damage) async throws {
        try await damage.expectRefusal()
    }

    @Test func `a geography that stands twice, with another between, is refused`() async throws {
        let expected = """
            error[extract.duplicate-geography]: geography `CSD 6106021` stands here for the \
            second time; the first is on line 2
             --> 2016.csv:12:1
            hint: fetch the file again; if it is right, report it to its publisher
            """
        try await expectRefusal(expected) { project in
            let figures = ["1,...,...", "1,1,1", "1,1,1", "1,...,...", "0,0,0"]
            let again = TestProject.block2016("6106021", "Village", figures)
            try project.write("raw/2016.csv", try project.read("raw/2016.csv") + again)
        }
    }
}
