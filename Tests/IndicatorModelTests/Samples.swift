import IndicatorModel
import Testing

func period(_ name: String) throws -> Period { try #require(Period(name)) }

func text(_ text: String) -> BilingualText { BilingualText(en: text, fr: text) }
