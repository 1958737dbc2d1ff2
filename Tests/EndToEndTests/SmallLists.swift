import TestSupport

/// The small project with lists of two censuses that are made up.
func projectWithLists(_ files: [String: String] = [:]) throws -> TestProject {
    let list = """
        level,code,dguid,name_en,name_fr,type,within,land_area,population
        CAN,01,,Canada,Canada,,,,
        CMA,995,,Town,Ville,K,PR 61,,19900
        CSD,6106021,,Village,Village,VL,,10,3500
        CSD,6106022,,Hamlet,Hameau,HAM,CMA 995,10,300
        CSD,6106023,,Town,Ville,CY,CMA 995,100,19600
        CSD,6106025,,Village,Village,HAM,,10,80
        PR,61,,North,Nord,,,,

        """
    let later = list.replacing("CSD,6106022,,Hamlet,Hameau,HAM,CMA 995,10,300\n", with: "")
    return try TestProject(
        [
            "config/geographies/2016.csv": list, "config/geographies/2021.csv": later,
        ].merging(files) { $1 }
    )
}
