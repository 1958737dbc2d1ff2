import IndicatorModel

/// The files that coordinators hand in, and the questions of the survey.
extension JSONSchema {
    /// `indicators.yaml` of a place, as `LocalIndicatorReader` accepts it.
    static var localIndicators: JSONSchema {
        object([
            "threshold": .optional(
                wholeNumber(from: 0),
                "Counts below it are withheld; 10 when left out."
            ),
            "indicators": .required(list(of: localIndicator), "The indicators, in their order."),
        ])
    }

    private static var localIndicator: JSONSchema {
        object([
            "id": .required(identifier, "The id, which `indicators.csv` names."),
            "kind": .required(
                choice(IndicatorKind.self),
                "What the figures are; counts below the threshold are withheld."
            ),
            "label": .required(bilingual, "What it is called."),
            "unit": .required(bilingual, "What is counted or measured, such as people."),
            "source": .required(bilingual, "Who counted, and how."),
            "note": .optional(bilingual, "What a reader must know to understand the figures."),
            "threshold": .optional(
                wholeNumber(from: 0),
                "Counts of this indicator below it are withheld; that of the file when left out."
            ),
            "categories": .optional(
                table(keys: identifier, values: bilingual),
                "The categories besides total: id: { en: ..., fr: ... }."
            ),
        ])
    }

    /// `links.yaml` of a place, as `LinkReader` accepts it.
    static var localLinks: JSONSchema {
        object(["links": .required(list(of: localLink), "The links, in any order.")])
    }

    private static var localLink: JSONSchema {
        let keys: [String: Property] = [
            "id": .required(identifier, "The id of the link."),
            "kind": .required(choice(LocalLink.Kind.self), "What it leads to."),
            "title": .required(bilingual, "What a reader clicks on."),
            "url": .optional(
                text(matching: "^https://[!#-.0-;=-~][!#-;=-~]*$"),
                "The address of the page, which begins with https://."
            ),
            "file": .optional(
                text(matching: "^[^./][^/]*$"),
                "The name of a PDF in the folder documents of the place."
            ),
        ]
        let url = has("url").with("not", has("file"))
        let file = has("file").with("not", has("url"))
        return object(keys).with("oneOf", [url, file])
    }

    /// `csv.yaml` of a place, as `LocalCSVForm` accepts it.
    static var localCSV: JSONSchema {
        object([
            "delimiter": .optional(
                choice(Delimiter.self),
                "What separates the columns; comma when left out."
            ),
            "decimal": .optional(
                choice(LocalCSVForm.DecimalMark.self),
                "What stands before the decimals; point when left out."
            ),
            "encoding": .optional(
                choice(FileEncoding.self),
                "How letters are stored; utf-8 when left out."
            ),
        ])
    }

    /// `config/survey.yaml`, as `ConfigReader.readSurvey` accepts it.
    static var survey: JSONSchema {
        let dimensions = Dictionary(
            uniqueKeysWithValues: SurveyDefinition.dimensions.map { dimension in
                (
                    dimension.name,
                    Property.required(surveyDimension, "The questions on \(dimension).")
                )
            }
        )
        let answer = wholeNumber(from: 1).with("maximum", .number(5))
        return object([
            "minimum-respondents": .optional(
                wholeNumber(from: 1),
                "Nothing is shown of a question that fewer have answered; 5 when left out."
            ),
            "minimum-cell": .optional(
                wholeNumber(from: 1),
                "How many must have given each answer for the answers to be shown one by one; as "
                    + "minimum-respondents when left out."
            ),
            "options": .required(
                list(of: bilingual, atLeast: 5).with("maxItems", .number(5)),
                "What the answers 1 to 5 mean, in this order."
            ),
            "favourable": .required(list(of: answer), "The answers that count as favourable."),
            "dimensions": .required(
                object(dimensions),
                "The five conditions of collective impact, with the questions on each."
            ),
        ])
    }

    private static var surveyDimension: JSONSchema {
        let question = object([
            "id": .required(identifier, "The id of the question: the column of its answers."),
            "en": .required(text, "The question in English."),
            "fr": .required(text, "The question in French."),
        ])
        return object([
            "label": .required(bilingual, "What the dimension is called."),
            "questions": .required(
                list(of: question.named("question"), atLeast: 1),
                "The questions, in their order."
            ),
        ])
        .named("dimension")
    }
}
