import IndicatorModel
import TestSupport

/// Lists of two small censuses that are made up, and places that are made of them.
enum SmallCensus {
    /// In 2021 Old (6106024) is part of the town, and Camp lies in the town as before.
    static let lists = [
        "config/geographies/2016.csv": """
        level,code,dguid,name_en,name_fr,type,within,land_area,population
        CAN,01,,Canada,Canada,,,,
        CD,6106,,Region 6,Région 6,REG,,,
        CMA,995,,Town,Ville,K,PR 61,,19800
        CSD,6106021,,Village,Village,VL,,10,3500
        CSD,6106022,,Hamlet,Hameau,HAM,CMA 995,10,300
        CSD,6106023,,Town,Ville,CY,CMA 995,100,19500
        CSD,6106024,,Old,Vieux,VL,,5,200
        DPL,610601,,Camp,Camp,DPL,CSD 6106023,1,50
        PR,61,,North,Nord,,,,

        """,
        "config/geographies/2021.csv": """
        level,code,dguid,name_en,name_fr,type,within,land_area,population
        CAN,01,,Canada,Canada,,,,
        CD,6106,,Region 6,Région 6,REG,,,
        CMA,995,,Town,Ville,B,PR 61,,20900
        CSD,6106021,,Village,Village,VL,,10,3600
        CSD,6106022,,Hamlet,Hameau,HAM,CMA 995,10,400
        CSD,6106023,,Town,Ville,CY,CMA 995,105,20500
        DPL,610601,,Camp,Camp,DPL,CSD 6106023,1,40
        PR,61,,North,Nord,,,,

        """,
        "config/changes/2016-2021.csv": """
        gaining,gaining_name,gaining_type,losing,losing_name,losing_type,change,losing_change,\
        people,dwellings,occupied_dwellings,date,file_number
        6106023,Town,CY,6106024,Old,VL,5A,4,200,,,2019-01-01,1

        """,
    ]

    /// A project with the lists, and with places of other members than those it has.
    static func project(_ files: [String: String] = [:]) throws -> TestProject {
        try TestProject(lists.merging(files) { $1 })
    }

    /// The file of a place with members in two censuses; a member is `CSD 6106023`, or
    /// `CSD 6106023 0.5` with a weight.
    static func place(
        _ id: String,
        _ members2016: [String],
        _ members2021: [String],
        source: String = "a test",
        more: String = ""
    ) -> String {
        func recipe(_ year: String, _ members: [String]) -> String {
            let lines = members.map { member in
                let words = member.split(separator: " ")
                let weight = words.count > 2 ? ", weight: \(words[2])" : ""
                return "      - { level: \(words[0]), code: \"\(words[1])\", name: N\(weight) }"
            }
            let head = "  \"\(year)\":\n    status: verified\n    source: \(source)\n    members:\n"
            return head + lines.joined(separator: "\n")
        }
        return """
            id: \(id)
            kind: lip
            status: confirmed
            collection: north
            names:
              - { en: \(id), fr: \(id) }
            \(more)recipes:
            \(recipe("2016", members2016))
            \(recipe("2021", members2021))

            """
    }
}
