"""SurveyJS: the JSON of its form library, read. See https://surveyjs.io/form-library/documentation/design-survey/."""
