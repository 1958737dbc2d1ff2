import DataStore
import IndicatorModel

/// The tables of what coordinators handed in; decision 0019 says what may stand in them.
enum LocalTables {
    static let indicators = Table(
        name: "local/indicators",
        columns: [
            .init("place", "Place that counts it"),
            .init("indicator", "Id of the indicator, which is of this place alone"),
            .init("position", .integer, "Order within the place"),
            .init("kind", "count, share, rate, average, median, ratio, index, see terms.csv"),
            .init("label_en", "Name in English"),
            .init("label_fr", "Name in French"),
            .init("unit_en", "Unit in English"),
            .init("unit_fr", "Unit in French"),
            .init("source_en", "Who counted, in English"),
            .init("source_fr", "Who counted, in French"),
            .init("note_en", "Note in English"),
            .init("note_fr", "Note in French"),
            .init("threshold", .integer, "Counts below it are withheld"),
        ],
        keyCount: 2
    )
    static let categories = Table(
        name: "local/categories",
        columns: [
            .init("place", "Place that counts it"),
            .init("indicator", "Id of the indicator"),
            .init("category", "Id of the category"),
            .init("position", .integer, "Order within the indicator; 0 of the total"),
            .init("label_en", "Name in English"),
            .init("label_fr", "Name in French"),
        ],
        keyCount: 3
    )
    static let observations = Table(
        name: "local/observations",
        columns: [
            .init("place", "Place that counted"),
            .init("indicator", "Id of the indicator, see local/indicators.csv"),
            .init("category", "Id of the category, see local/categories.csv"),
            .init("frequency", "year, fiscal-year, quarter or month, see terms.csv"),
            .init("period", "2023, 2023-24, 2023-Q2 or 2023-04"),
            .init("value", .number, "The figure; empty where there is none or it is withheld"),
            .init("state", "observed, not-available or suppressed (withheld), see terms.csv"),
            .init("note", "What the place says of the figure, in its words"),
        ],
        keyCount: 5
    )
    static let survey = Table(
        name: "local/survey",
        columns: [
            .init("place", "Place whose partners were asked"),
            .init("period", "Fiscal year"),
            .init("dimension", "Dimension of collective impact, see local/survey_questions.csv"),
            .init("question", "Id of the question; total stands for the whole dimension"),
            .init("responses", .integer, "How many answered; empty where they are too few"),
            .init("mean", .number, "Mean answer, from 1 to 5, rounded to 0.1"),
            .init("favourable", .number, "Favourable answers of 100, rounded to 0.1"),
        ]
            + (1...SurveyDefinition.scale).map {
                .init(
                    "answer_\($0)",
                    .integer,
                    "How many answered \($0); empty unless each answer was given by enough"
                )
            } + [.init("state", "observed or suppressed (withheld), see terms.csv")],
        keyCount: 4
    )
    static let region = Table(
        name: "local/survey_region",
        columns: [
            .init("place", "Region"),
            .init("period", "Fiscal year"),
            .init("dimension", "Dimension of collective impact, see local/survey_questions.csv"),
            .init("question", "Id of the question; total stands for the whole dimension"),
            .init("places", .integer, "How many places of the region have enough responses"),
            .init("mean", .number, "Mean of the means of these places, rounded to 0.1"),
            .init("favourable", .number, "Mean of their favourable answers, rounded to 0.1"),
        ],
        keyCount: 4
    )
    static let questions = Table(
        name: "local/survey_questions",
        columns: [
            .init("dimension", "Id of the dimension"),
            .init("question", "Id of the question; total stands for the whole dimension"),
            .init("position", .integer, "Order in the survey"),
            .init("label_en", "Question, or name of the dimension, in English"),
            .init("label_fr", "Question, or name of the dimension, in French"),
        ],
        keyCount: 2
    )
    static let answers = Table(
        name: "local/survey_answers",
        columns: [
            .init("answer", .integer, "Answer, from 1 to 5"),
            .init("favourable", "yes or no: whether it counts as favourable"),
            .init("label_en", "Meaning in English"),
            .init("label_fr", "Meaning in French"),
        ],
        keyCount: 1
    )
    static let profiles = Table(
        name: "local/profiles",
        columns: [
            .init("place", "Place the person came to"),
            .init("profile", "Id of the profile"),
            .init("name", "Name under which the person is shown"),
            .init("title_en", "Title in English"),
            .init("title_fr", "Title in French"),
            .init("consent", "Day on which the person agreed"),
            .init("consent_until", "Last day of consent; empty when it has no end"),
            .init("text_en", "File with the text in English (Markdown); empty when there is none"),
            .init("text_fr", "File with the text in French (Markdown); empty when there is none"),
            .init("image", "File with the image; empty when there is none"),
            .init("alt_en", "What the image shows, in English"),
            .init("alt_fr", "What the image shows, in French"),
            .init("sha256", "SHA-256 of both texts and the image, one after the other"),
        ],
        keyCount: 2
    )
    static let links = Table(
        name: "local/links",
        columns: [
            .init("place", "Place it is about"),
            .init("link", "Id of the link"),
            .init("kind", "fast-facts, map, report or website, see terms.csv"),
            .init("title_en", "Title in English"),
            .init("title_fr", "Title in French"),
            .init("url", "Address of the page; empty of a document"),
            .init("file", "File of the document (PDF); empty of a page"),
            .init("bytes", .integer, "Size of the document"),
            .init("sha256", "SHA-256 of the document"),
        ],
        keyCount: 2
    )

    /// The folder that texts, images and documents lie in.
    static let files = "local/files"
}
