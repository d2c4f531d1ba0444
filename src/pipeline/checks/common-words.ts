/** Small words of the languages in Latin script that news is translated from; names and titles have few. */
export const commonWords: ReadonlySet<string> = new Set(
  (
    'the of and to in a is that for it was on are as with his they at be this from have or by had not but what all were when we there can an your ' +
    'which their said if will would about out up them then she many some so these her him has more into its who than been you how no do does did i ' +
    'could should may also after before over between because where while only other such our ' +
    'der die das und ist nicht von mit sich des auf für ein eine dem den zu im als auch wird sind war bei aus nach wie ' +
    'le la les et est une des dans pour que qui sur par pas plus avec ce sont au aux mais ou ' +
    'el los las y es un una en por con para del se no lo como más su al ' +
    'il che di e non per sono della dei con anche come più ' +
    'o os as um uma que do da não para com são dos das mais'
  ).split(' '),
);
